// A process of the suite: writes pairs in several lanes until it is killed, and prints `lane n` for each that was
// acknowledged. Arguments: the adapter's module, the place, the round.
import type { RowsAdapter } from './adapter.ts';
import { pairs } from './kill.ts';

const [module = '', place = '', round = ''] = process.argv.slice(2);
process.stdin.on('end', () => process.exit()).resume();
const { adapter } = (await import(module)) as { readonly adapter: RowsAdapter };
const rows = await adapter.open(place);
const table = await rows.table(pairs);
await Promise.all(['a', 'b', 'c'].map((lane) => write(`${round}-${lane}`)));

async function write(lane: string): Promise<void> {
  for (let n = 0; ; n += 1) {
    const half = (which: number) => ({ do: 'put', row: { half: which, n, note: `${n}` } }) as const;
    await table.write({ lane }, [half(1), half(2)]);
    process.stdout.write(`${lane} ${n}\n`);
  }
}
