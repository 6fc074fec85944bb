// A process of the suite. Prints `sent <body>` and `done <body>` for what was acknowledged to it, and `take <body>`
// before it asks for the latter.
// Arguments: the adapter's module, the place, what to do (send, take or both), how many (0: until killed), for how many
// milliseconds tickets are hidden, and a name.
import type { QueueAdapter } from './adapter.ts';

const [module = '', place = '', task = '', count = '0', hidden = '60000', name = ''] = process.argv.slice(2);
process.stdin.on('end', () => process.exit()).resume();
const { adapter } = (await import(module)) as { readonly adapter: QueueAdapter };
const queue = await adapter.open(place, { maxReceives: 1000 });
const limit = Number(count) || Number.POSITIVE_INFINITY;
const lanes = ['a', 'b', 'c'];
await Promise.all([...(task === 'take' ? [] : lanes.map(send)), ...(task === 'send' ? [] : lanes.map(take))]);
await queue.close();
process.stdin.destroy();

async function send(lane: string): Promise<void> {
  for (let n = 0; n < limit; n += 1) {
    const bodies = [`${name}-${lane}-${n}-1`, `${name}-${lane}-${n}-2`];
    await queue.send('work', bodies);
    process.stdout.write(`sent ${bodies[0]}\nsent ${bodies[1]}\n`);
  }
}

async function take(): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    const tickets = await queue.receive('work', { limit: 2, waitMs: 500, visibilityMs: Number(hidden) });
    if (limit !== Number.POSITIVE_INFINITY) quiet = tickets.length === 0 ? quiet + 1 : 0;
    for (const { receipt, body } of tickets) {
      process.stdout.write(`take ${body}\n`);
      await queue.acknowledge('work', [receipt]);
      process.stdout.write(`done ${body}\n`);
    }
  }
}
