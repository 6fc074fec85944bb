import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { moduleBeside, startKillable } from '../../host/index.ts';
import { type Clock, hasCode, systemClock } from '../../kit/index.ts';
import type { Queue, Ticket } from './index.ts';
import { killSending, type QueueAdapter } from './testing/kill.ts';

const hour = 3_600_000;

/** What every adapter of the queue port promises. */
export function conformance(name: string, adapter: QueueAdapter): void {
  async function placed(t: TestContext): Promise<string> {
    const place = await mkdtemp(join(tmpdir(), 'bijou-queue-'));
    t.after(() => rm(place, { recursive: true, force: true }));
    return place;
  }

  /** A queue whose clock the test moves on. */
  async function opened(t: TestContext): Promise<{ queue: Queue; pass(ms: number): void; place: string }> {
    let passed = 0;
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + passed };
    const place = await placed(t);
    const queue = await adapter.open(place, { maxReceives: 2, clock });
    t.after(() => queue.close());
    return {
      queue,
      place,
      pass(ms) {
        passed += ms;
      },
    };
  }

  test(`${name}: a received ticket is hidden, comes back when its time runs out, and goes when acknowledged`, async (t) => {
    const { queue, pass } = await opened(t);
    await queue.send('q', ['one']);
    const [first] = await take(queue);
    assert.equal(first?.body, 'one');
    assert.equal(first.receives, 1);
    assert.deepEqual(await take(queue), []);
    assert.deepEqual(await queue.depth('q'), { visible: 0, hidden: 1 });
    pass(hour + 1);
    const [second] = await take(queue);
    assert.equal(second?.id, first.id);
    assert.equal(second.receives, 2);
    assert.notEqual(second.receipt, first.receipt);
    await queue.acknowledge('q', second.receipt);
    pass(hour + 1);
    assert.deepEqual(await take(queue), []);
    assert.deepEqual(await queue.depth('q'), { visible: 0, hidden: 0 });
  });

  test(`${name}: who lost a ticket can neither keep it nor take it off`, async (t) => {
    const { queue, pass } = await opened(t);
    await queue.send('q', ['one']);
    const [first] = await take(queue);
    pass(hour + 1);
    const [second] = await take(queue);
    await assert.rejects(queue.extend('q', first?.receipt ?? '', hour), (error) =>
      hasCode(error, 'queue.receipt-lost'),
    );
    await queue.acknowledge('q', first?.receipt ?? '');
    assert.deepEqual(await queue.depth('q'), { visible: 0, hidden: 1 });
    await queue.extend('q', second?.receipt ?? '', hour);
  });

  test(`${name}: extending hides for longer, and extending by nothing gives back at once`, async (t) => {
    const { queue, pass } = await opened(t);
    await queue.send('q', ['one']);
    const [first] = await take(queue);
    pass(hour - 1000);
    await queue.extend('q', first?.receipt ?? '', hour);
    pass(hour - 1000);
    assert.deepEqual(await take(queue), []);
    await queue.extend('q', first?.receipt ?? '', 0);
    assert.equal((await take(queue))[0]?.receives, 2);
  });

  test(`${name}: a ticket sent with a delay is seen when it has passed`, async (t) => {
    const { queue, pass } = await opened(t);
    await queue.send('q', ['late'], { delayMs: hour });
    assert.deepEqual(await take(queue), []);
    pass(hour + 1);
    assert.equal((await take(queue))[0]?.body, 'late');
  });

  test(`${name}: what is received too often becomes a dead letter, kept until acknowledged`, async (t) => {
    const { queue, pass } = await opened(t);
    await queue.send('q', ['bad', 'worse']);
    for (const _ of [1, 2]) {
      assert.equal((await take(queue)).length, 2);
      assert.deepEqual(await queue.deadLetters('q', 10), []);
      pass(hour + 1);
    }
    assert.deepEqual(await take(queue), []);
    const dead = await queue.deadLetters('q', 10);
    assert.deepEqual(
      dead.map(({ body }) => body),
      ['bad', 'worse'],
    );
    assert.deepEqual(await queue.depth('q'), { visible: 0, hidden: 0 });
    await queue.acknowledge('q', dead[0]?.receipt ?? '');
    assert.deepEqual(
      (await queue.deadLetters('q', 10)).map(({ body }) => body),
      ['worse'],
    );
  });

  test(`${name}: queues of one place do not mix`, async (t) => {
    const { queue } = await opened(t);
    await queue.send('q', ['here']);
    assert.deepEqual(await take(queue, 'other'), []);
    assert.equal((await take(queue))[0]?.body, 'here');
  });

  test(`${name}: bodies come back as they were sent`, async (t) => {
    const { queue } = await opened(t);
    const bodies = ['', '"', '\\', '\u0000x', '🎬', '{"a":[1,null]}', 'é\n\t', '\u2028', 'x'.repeat(100_000)];
    await queue.send('q', bodies);
    assert.deepEqual((await take(queue, 'q', 10)).map(({ body }) => body).sort(), bodies.toSorted());
  });

  test(`${name}: who waits is woken by a ticket sent in this process, by another, and by time`, async (t) => {
    const { queue, place } = await opened(t);
    const wait = (from: string) => queue.receive(from, { limit: 1, waitMs: 20_000, visibilityMs: hour });
    const own = wait('own');
    await queue.send('own', ['now']);
    assert.equal((await own)[0]?.body, 'now');
    const foreign = wait('work');
    const child = startKillable(moduleBeside(import.meta.url, './testing/child'), [
      adapter.module,
      place,
      'send',
      '1',
      'x',
    ]);
    assert.equal((await foreign).length, 1);
    assert.equal(await child.ended, 0);
    await queue.send('soon', ['delayed'], { delayMs: 50 });
    assert.equal((await wait('soon'))[0]?.body, 'delayed');
  });

  test(`${name}: waiting ends with the signal's reason`, async (t) => {
    const { queue } = await opened(t);
    const gone = new AbortController();
    const waiting = queue.receive('q', { limit: 1, waitMs: 20_000, visibilityMs: hour, signal: gone.signal });
    gone.abort(new Error('gone'));
    await assert.rejects(waiting, /gone/);
  });

  test(`${name}: of several processes that take from one queue, each ticket goes to one`, async (t) => {
    const place = await placed(t);
    const child = moduleBeside(import.meta.url, './testing/child');
    const start = (task: string, lane: string) => startKillable(child, [adapter.module, place, task, '15', lane]);
    const children = [start('both', 'x'), start('both', 'y'), start('take', '')];
    assert.deepEqual(await Promise.all(children.map(({ ended }) => ended)), [0, 0, 0]);
    const lines = children.flatMap((each) => each.lines);
    const told = (word: string) => lines.filter((line) => line.startsWith(word)).map((line) => line.slice(5));
    assert.equal(told('sent').length, 2 * 3 * 15 * 2);
    assert.deepEqual(told('done').sort(), told('sent').sort());
  });

  test(`${name}: kill -9 loses no ticket and brings none back`, async (t) => {
    const seed = Date.now() % 2 ** 31;
    t.diagnostic(`seed ${seed}`);
    await killSending(adapter, { place: await placed(t), rounds: 3, seed });
  });
}

function take(queue: Queue, from = 'q', limit = 10): Promise<readonly Ticket[]> {
  return queue.receive(from, { limit, waitMs: 0, visibilityMs: hour });
}
