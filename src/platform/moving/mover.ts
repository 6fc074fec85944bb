import type { EnginePortName } from '../engines/ports/index.ts';

export interface Verdict {
  /** Over all that is there, in order, here and where it went. */
  readonly checksums: { readonly source: string; readonly target: string };
  /** Each says where and how, up to a hundred of them. */
  readonly differences: readonly string[];
}

/** Told of what goes on; `bytes` may be 0. */
export type OnCarried = (count: number, bytes: number) => void;

/**
 * The way of one port's things from the old data folder to the engine that the new configuration names. Each of these can
 * be ended at any moment, by kill too, and be called again.
 */
export interface Mover {
  readonly port: EnginePortName;
  /** Before anything is carried. Errors: `moving.taken`. */
  refuseTaken(): Promise<void>;
  carry(onCarried: OnCarried): Promise<void>;
  /** Reads both and compares. */
  verify(onCarried: OnCarried): Promise<Verdict>;
}

const most = 100;

/** Differences as they are found. */
export function differencesUpTo(limit = most): { readonly all: string[]; add(sentence: string): void } {
  const all: string[] = [];
  return {
    all,
    add(sentence) {
      if (all.length < limit) all.push(sentence);
    },
  };
}
