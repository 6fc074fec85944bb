// A process of the suite that takes part in a reader until it is killed, and prints what it owns: `[[partition, epoch], …]`.
// Arguments: the adapter's module, the place, the topic, the reader.
import { systemClock } from '../../../kit/index.ts';
import { type LogAdapter, patient } from './rig.ts';

const [module = '', place = '', topic = '', reader = ''] = process.argv.slice(2);
process.stdin.on('end', () => process.exit()).resume();
const { adapter } = (await import(module)) as { readonly adapter: LogAdapter };
const membership = await patient(await adapter.open(place)).join(topic, reader);
for (;;) {
  const owned = await membership.claim();
  process.stdout.write(`${JSON.stringify(owned.map(({ partition, epoch }) => [partition, epoch]))}\n`);
  await systemClock.sleep(membership.claimEveryMs);
}
