// engines: elasticmq
// What only this adapter can be asked.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { DeleteQueueCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { silentLogger } from '../../../host/index.ts';
import { hasCode, systemClock } from '../../../kit/index.ts';
import type { Queue, Ticket } from '../index.ts';
import { newPrefix, optionsOf, removeQueues } from '../testing/sqs.ts';
import { connect } from './client.ts';
import { openSqsQueue } from './open.ts';

async function opened(
  t: TestContext,
  { maxReceives = 100, ...more }: { readonly maxReceives?: number } & Record<string, unknown> = {},
): Promise<{ queue: Queue; prefix: string; again(maxReceives: number): Promise<Queue> }> {
  const prefix = newPrefix();
  t.after(() => removeQueues(prefix));
  async function again(most: number): Promise<Queue> {
    const options = optionsOf(prefix, more);
    const queue = await openSqsQueue({ options, maxReceives: most, clock: systemClock, logger: silentLogger });
    t.after(() => queue.close());
    return queue;
  }
  return { queue: await again(maxReceives), prefix, again };
}

function receive(queue: Queue, from = 'q', visibilityMs = 60_000): Promise<readonly Ticket[]> {
  return queue.receive(from, { limit: 10, waitMs: 2_000, visibilityMs });
}

test('a ticket that came for somebody who had gone is there for the next at once', async (t) => {
  const { queue } = await opened(t);
  assert.deepEqual(await queue.receive('q', { limit: 1, waitMs: 0, visibilityMs: 0 }), []);
  const gone = new AbortController();
  const waiting = queue.receive('q', { limit: 1, waitMs: 20_000, visibilityMs: 600_000, signal: gone.signal });
  await systemClock.sleep(300);
  gone.abort(new Error('gone'));
  await assert.rejects(waiting, /gone/);
  await queue.send('q', ['one']);
  const deadline = systemClock.monotonic() + 20_000;
  for (;;) {
    const [ticket] = await receive(queue);
    if (ticket !== undefined) break;
    assert.ok(systemClock.monotonic() < deadline, 'it is hidden from everybody');
  }
});

test('a queue that was deleted is made anew by whoever asks for it', async (t) => {
  const { queue, prefix } = await opened(t);
  await queue.send('q', ['one']);
  const client = connect(optionsOf(prefix), systemClock);
  t.after(() => client.destroy());
  const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: `${prefix}q` }));
  await client.send(new DeleteQueueCommand({ QueueUrl }));
  await queue.send('q', ['two']);
  assert.deepEqual(
    (await receive(queue)).map(({ body }) => body),
    ['two'],
  );
});

test('a queue that buried after another count buries after ours', async (t) => {
  const { queue, again } = await opened(t, { maxReceives: 50 });
  await queue.send('q', ['one']);
  const other = await again(1);
  const [ticket] = await receive(other);
  await other.extend('q', ticket?.receipt ?? '', 0);
  assert.deepEqual(await other.receive('q', { limit: 1, waitMs: 0, visibilityMs: 0 }), []);
  assert.equal((await receive(other, other.deadLettersOf('q')))[0]?.body, 'one');
});

test('dead letters come back by the server’s own task as well', async (t) => {
  const { queue } = await opened(t, { maxReceives: 1, serverMoves: true });
  await queue.send('q', ['one', 'two']);
  for (const { receipt } of await receive(queue)) await queue.extend('q', receipt, 0);
  assert.deepEqual(await queue.receive('q', { limit: 10, waitMs: 0, visibilityMs: 0 }), []);
  await queue.redrive('q');
  await queue.redrive('q');
  const bodies = new Set<string>();
  while (bodies.size < 2) for (const { body } of await receive(queue)) bodies.add(body);
});

test('a holding that was given back or ended cannot be made longer, and is told as lost', async (t) => {
  const { queue } = await opened(t);
  await queue.send('q', ['one']);
  const [first] = await receive(queue);
  await queue.extend('q', first?.receipt ?? '', 0);
  await receive(queue);
  await assert.rejects(queue.extend('q', first?.receipt ?? '', 1_000), (error) => hasCode(error, 'queue.receipt-lost'));
  await assert.rejects(queue.extend('q', 'nonsense', 1_000), (error) => hasCode(error, 'queue.receipt-lost'));
  await queue.acknowledge('q', ['nonsense', first?.receipt ?? '']);
});

test('many long bodies go in as many calls as they need', async (t) => {
  const { queue } = await opened(t);
  const bodies = Array.from({ length: 23 }, (_, at) => String(at).padEnd(at % 2 === 0 ? 200_000 : 10, '.'));
  await queue.send('q', bodies);
  const seen = new Set<string>();
  while (seen.size < bodies.length) {
    const tickets = await receive(queue);
    assert.ok(tickets.length > 0, `${bodies.length - seen.size} never came`);
    for (const { body } of tickets) seen.add(body);
    await queue.acknowledge(
      'q',
      tickets.map(({ receipt }) => receipt),
    );
  }
  assert.deepEqual([...seen].sort(), [...bodies].sort());
});
