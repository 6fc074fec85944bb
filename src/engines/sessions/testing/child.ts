// A process of the suite. Arguments: the adapter's module, the place, what to do, a name.
// `claim`: five claimants try to have each of forty leases first, and print `won <lease>`.
// `count`: puts the next number in the place of the last until it is killed, and prints `lane n` for what was stored.
import type { SessionsAdapter } from './adapter.ts';
import { claim, leases } from './contest.ts';

const [module = '', place = '', task = '', name = ''] = process.argv.slice(2);
process.stdin.on('end', () => process.exit()).resume();
const { adapter } = (await import(module)) as { readonly adapter: SessionsAdapter };
const sessions = await adapter.open(place);
if (task === 'claim') {
  process.stdout.write('ready\n');
  for (let lease = 0; lease < leases; lease += 1) {
    const claims = ['1', '2', '3', '4', '5'].map((n) => claim(sessions, `lease#${lease}`, `${name}${n}`));
    for (const won of await Promise.all(claims)) if (won) process.stdout.write(`won ${lease}\n`);
  }
} else await Promise.all(['a', 'b', 'c'].map((lane) => count(`${name}-${lane}`)));
await sessions.close();
process.stdin.destroy();

async function count(key: string): Promise<void> {
  let version: string | undefined;
  for (let n = 0; ; n += 1) {
    const condition = version === undefined ? 'absent' : { version };
    const put = await sessions.put({ partition: 'counts', key }, { n }, { if: condition });
    if (!put.stored) throw new Error(`${key} was changed by nobody else, and yet it was`);
    version = put.version;
    process.stdout.write(`${key} ${n}\n`);
  }
}
