import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { tryHold } from '../../../host/index.ts';
import type { Clock } from '../../../kit/index.ts';
import { type Layout, makeFolder } from './layout.ts';

/** One at a time for each key, over all processes that have the folder open. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

/** So many files of locks; keys that share one only wait for each other. */
const lanes = 64;
const pollMs = 5;

export function inTurn(layout: Layout, clock: Clock): InTurn {
  const last = new Map<string, Promise<unknown>>();

  async function held<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
    for (;;) {
      const lock = tryHold(file);
      if (lock === undefined) {
        await clock.sleep(pollMs);
        continue;
      }
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
  }

  return async (key, work) => {
    await makeFolder(layout.turns);
    const lane = createHash('sha256').update(key).digest().readUInt8(0) % lanes;
    const file = join(layout.turns, `${lane}.lock`);
    // Within this process without asking the file again and again.
    const mine = (last.get(file) ?? Promise.resolve()).then(() => held(file, work));
    const settled = mine.catch(() => undefined);
    last.set(file, settled);
    try {
      return await mine;
    } finally {
      if (last.get(file) === settled) last.delete(file);
    }
  };
}
