// A process of the suite. Appends in several lanes, each its own key, and prints `<key> <n>` for what was acknowledged.
// Arguments: the adapter's module, the place, a name, how many appends a lane (0: until killed), the round.
import { type LogAdapter, patient } from './rig.ts';

const [module = '', place = '', name = '', count = '0', round = '0'] = process.argv.slice(2);
process.stdin.on('end', () => process.exit()).resume();
const { adapter } = (await import(module)) as { readonly adapter: LogAdapter };
const log = patient(await adapter.open(place));
const limit = Number(count) || Number.POSITIVE_INFINITY;
await Promise.all(['a', 'b', 'c', 'd'].map((lane) => append(`${name}-${round}-${lane}`)));
await log.close();
process.stdin.destroy();

async function append(key: string): Promise<void> {
  for (let n = 0; n < limit; n += 2) {
    await log.append('events', [
      { key, value: String(n) },
      { key, value: String(n + 1) },
    ]);
    process.stdout.write(`${key} ${n + 1}\n`);
  }
}
