import type { Encoder } from '../../engines/encoder/index.ts';
import { type Clock, sentenceOf } from '../../kit/index.ts';

const againMs = 15_000;

/** Knows whether there is a usable engine, and looks again now and then while there is none. */
export interface EngineWatch {
  /** `ffmpeg 5.1.9, libx264`, or why there is none. */
  says(): string;
  isReady(): boolean;
  ready(): Promise<void>;
  gone(): void;
}

export function watchEngine(
  engine: Encoder,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): EngineWatch {
  let found: string | undefined;
  let why = 'ffmpeg is being looked for.';
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    for (;;) {
      try {
        found = await engine.describe();
        return;
      } catch (error) {
        why = sentenceOf(error);
        await clock.sleep(againMs, signal);
      }
    }
  }

  return {
    says: () => found ?? why,
    isReady: () => found !== undefined,
    async ready() {
      if (found !== undefined) return;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    },
    gone() {
      found = undefined;
    },
  };
}
