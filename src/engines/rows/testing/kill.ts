import assert from 'node:assert/strict';
import { killRounds, moduleBeside } from '../../../host/index.ts';
import { seededRandom, systemClock } from '../../../kit/index.ts';
import type { RowsAdapter } from './adapter.ts';

/** What the child writes: each batch a row in two places of one partition. */
export const pairs = {
  name: 'pairs',
  partition: { lane: 'text' },
  clustering: { half: 'integer', n: 'integer descending' },
  columns: { note: 'text' },
} as const;

export interface KillOptions {
  readonly place: string;
  readonly rounds: number;
  readonly seed: number;
}

/** A writing child is killed: what it was told is written is there, and of each batch all or nothing. */
export async function killWriting(adapter: RowsAdapter, { place, rounds, seed }: KillOptions): Promise<void> {
  await killRounds({
    module: moduleBeside(import.meta.url, './child'),
    args: [adapter.module, place],
    rounds,
    random: seededRandom(seed),
    clock: systemClock,
    withinMs: 200,
    verify: (lines) => verify(adapter, place, lines),
  });
}

async function verify(adapter: RowsAdapter, place: string, lines: readonly string[]): Promise<void> {
  const rows = await adapter.open(place);
  try {
    const table = await rows.table(pairs);
    for (const lane of new Set(lines.map((line) => line.split(' ')[0] ?? ''))) {
      const half = async (which: number) => {
        const found = new Set<number>();
        for (let after: string | undefined; ; ) {
          const page = await table.read({ lane }, { within: { half: which }, limit: 1000, ...(after && { after }) });
          for (const { n } of page.rows) found.add(n);
          if (page.next === undefined) return found;
          after = page.next;
        }
      };
      const [first, second] = [await half(1), await half(2)];
      assert.deepEqual(first, second, `half a batch in ${lane}`);
      for (const line of lines)
        if (line.startsWith(`${lane} `)) assert.ok(first.has(Number(line.split(' ')[1])), `written and lost: ${line}`);
    }
  } finally {
    await rows.close();
  }
}
