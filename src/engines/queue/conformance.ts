// What every adapter of this port does. One whose calls may fail for a moment is run behind platform's retries, as services
// have it. Nothing here asks for a ticket to come but once, unless the engine says that it can do that.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { moduleBeside, startKillable } from '../../host/index.ts';
import { type Clock, hasCode, systemClock } from '../../kit/index.ts';
import type { Queue, ReceiveOptions, Ticket } from './index.ts';
import { mostBodyBytes } from './limits.ts';
import type { QueueAdapter } from './testing/adapter.ts';
import { killSending } from './testing/kill.ts';

const minute = 60_000;
const often = 50;

interface Opened {
  readonly queue: Queue;
  readonly place: string;
  /** How long tickets are hidden here. */
  readonly hiddenMs: number;
  /** Lets time go by. */
  pass(ms: number): Promise<void>;
}

/** What every adapter of the queue port promises. */
export function conformance(adapter: QueueAdapter): void {
  const { name, capabilities } = adapter;

  async function placed(t: TestContext): Promise<string> {
    const { place, remove } = await adapter.newPlace();
    t.after(remove);
    return place;
  }

  async function opened(t: TestContext, { maxReceives = often } = {}): Promise<Opened> {
    let passed = 0;
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + passed };
    const place = await placed(t);
    const queue = await adapter.open(place, { maxReceives, clock });
    t.after(() => queue.close());
    async function pass(ms: number): Promise<void> {
      if (capabilities.ownClock) passed += ms;
      else await systemClock.sleep(ms);
    }
    return { queue, place, pass, hiddenMs: capabilities.ownClock ? 10 * minute : 2_000 };
  }

  /** A case that asks for what not every engine can. */
  function onlyWhere(can: boolean, why: string): { readonly skip: string | false } {
    return { skip: can ? false : why };
  }

  test(`${name}: whatever is sent is received, as it was sent`, async (t) => {
    const open = await opened(t);
    const bodies = ['"', '\\', ' ', '🎬', '{"a":[1,null]}', '<&]]>', 'é\n\t', '\u2028', 'x'.repeat(mostBodyBytes)];
    const more = Array.from({ length: 25 }, (_, at) => `one of many ${at}`);
    await open.queue.send('q', bodies);
    await open.queue.send('q', more);
    await receiveAll(open, [...bodies, ...more]);
  });

  test(`${name}: a body that is empty, too long or not for XML is refused, and none of its batch is sent`, async (t) => {
    const { queue } = await opened(t);
    for (const body of ['', '\u0000x', '\uD83C', '\uFFFF', 'a\u0008'])
      await rejectsWith(queue.send('q', ['good', body]), 'queue.bad-body');
    await rejectsWith(queue.send('q', ['good', 'é'.repeat(mostBodyBytes / 2 + 1)]), 'queue.too-large');
    assert.deepEqual(await gather(queue), []);
  });

  test(`${name}: what SQS would not do is refused`, async (t) => {
    const { queue } = await opened(t);
    const options: ReceiveOptions = { limit: 1, waitMs: 0, visibilityMs: 1_000 };
    for (const refused of [
      () => queue.send('q', ['one'], { delayMs: 15 * minute + 1 }),
      () => queue.send('q', ['one'], { delayMs: -1 }),
      () => queue.send('Not a name', ['one']),
      () => queue.send(queue.deadLettersOf('q'), ['one']),
      () => queue.receive('q', { ...options, limit: 0 }),
      () => queue.receive('q', { ...options, limit: 11 }),
      () => queue.receive('q', { ...options, waitMs: 20_001 }),
      () => queue.receive('q', { ...options, visibilityMs: 15 * minute + 1 }),
      () => queue.extend('q', 'receipt', 15 * minute + 1),
    ])
      await rejectsWith(refused(), 'queue.bad-request');
    assert.deepEqual(await gather(queue), []);
  });

  test(`${name}: a ticket that nobody acknowledged comes back, and one that was acknowledged does not`, async (t) => {
    const open = await opened(t);
    const { queue, pass, hiddenMs } = open;
    await queue.send('q', ['one', 'two']);
    await receiveAll(open, ['one', 'two']);
    await pass(hiddenMs + 1);
    const again = await receiveAll(open, ['one', 'two']);
    assert.ok(again.every(({ receives }) => receives >= 1));
    await emptied(open);
    await pass(hiddenMs + 1);
    assert.deepEqual(await gather(queue), []);
  });

  test(
    `${name}: a ticket that is held is not received by another, and the depth is exact`,
    onlyWhere(capabilities.once, 'tickets may come twice, and depth is a guess'),
    async (t) => {
      const { queue, pass, hiddenMs } = await opened(t);
      await queue.send('q', ['one']);
      const [first] = await gather(queue, { visibilityMs: hiddenMs });
      assert.equal(first?.receives, 1);
      assert.deepEqual(await gather(queue), []);
      assert.deepEqual(await queue.depth('q'), { visible: 0, hidden: 1 });
      await pass(hiddenMs - 100);
      await queue.extend('q', first.receipt, hiddenMs);
      await pass(hiddenMs - 100);
      assert.deepEqual(await gather(queue), []);
      await pass(101);
      const [second] = await gather(queue, { visibilityMs: hiddenMs });
      assert.deepEqual([second?.id, second?.receives], [first.id, 2]);
      assert.notEqual(second?.receipt, first.receipt);
      await queue.acknowledge('q', [second?.receipt ?? '']);
      assert.deepEqual(await queue.depth('q'), { visible: 0, hidden: 0 });
    },
  );

  test(
    `${name}: who lost a ticket can neither keep it nor take it off`,
    onlyWhere(capabilities.fencing, 'an old receipt may still count'),
    async (t) => {
      const { queue, pass, hiddenMs } = await opened(t);
      await queue.send('q', ['one']);
      const [first] = await gather(queue, { visibilityMs: hiddenMs });
      await pass(hiddenMs + 1);
      const [second] = await gather(queue, { visibilityMs: hiddenMs });
      await rejectsWith(queue.extend('q', first?.receipt ?? '', hiddenMs), 'queue.receipt-lost');
      await queue.acknowledge('q', [first?.receipt ?? '']);
      await queue.extend('q', second?.receipt ?? '', hiddenMs);
    },
  );

  test(`${name}: extending by nothing gives back at once`, async (t) => {
    const open = await opened(t);
    const { queue } = open;
    await queue.send('q', ['one']);
    const [first] = await receiveAll(open, ['one']);
    await queue.extend('q', first?.receipt ?? '', 0);
    assert.equal((await receiveAll(open, ['one']))[0]?.body, 'one');
  });

  test(`${name}: about as many are told of as there are`, async (t) => {
    const { queue } = await opened(t);
    await queue.send('q', ['one', 'two', 'three']);
    await eventually(queue.depthLagMs, async () => (await queue.depth('q')).visible >= 3);
    const held = await gather(queue);
    await eventually(queue.depthLagMs, async () => (await queue.depth('q')).hidden >= 1);
    await queue.acknowledge(
      'q',
      held.map(({ receipt }) => receipt),
    );
  });

  test(`${name}: a ticket sent with a delay is seen when it has passed`, async (t) => {
    const open = await opened(t);
    await open.queue.send('q', ['late'], { delayMs: open.hiddenMs });
    assert.deepEqual(await gather(open.queue), []);
    await open.pass(open.hiddenMs + 1);
    await receiveAll(open, ['late']);
  });

  test(`${name}: what is received too often becomes a dead letter, acknowledged as any ticket or sent back`, async (t) => {
    const open = await opened(t, { maxReceives: 2 });
    const { queue, pass, hiddenMs } = open;
    const dead = queue.deadLettersOf('q');
    await queue.send('q', ['bad', 'worse']);
    const buried = new Set<string>();
    for (let rounds = 0; buried.size < 2; rounds += 1) {
      assert.ok(rounds < 10, 'they are buried');
      await gather(queue, { visibilityMs: hiddenMs });
      await pass(hiddenMs + 1);
      for (const { body } of await gather(queue, { from: dead, visibilityMs: 0 })) buried.add(body);
    }
    assert.deepEqual(await gather(queue), []);
    const letters = await receiveAll(open, ['bad', 'worse'], dead);
    const bad = letters.filter(({ body }) => body === 'bad');
    await queue.acknowledge(
      dead,
      bad.map(({ receipt }) => receipt),
    );
    await pass(hiddenMs + 1);
    await queue.redrive('q');
    const back = await receiveAll(open, ['worse']);
    assert.ok(back.length >= 1);
  });

  test(`${name}: queues of one place do not mix`, async (t) => {
    const open = await opened(t);
    await open.queue.send('q', ['here']);
    assert.deepEqual(await gather(open.queue, { from: 'other' }), []);
    await receiveAll(open, ['here']);
  });

  test(`${name}: who waits is woken by a ticket sent in this process, by another, and by time`, async (t) => {
    const { queue, place } = await opened(t);
    const own = waited(queue, 'own');
    await queue.send('own', ['now']);
    assert.equal((await own)?.body, 'now');
    const foreign = waited(queue, 'work');
    const child = startKillable(moduleBeside(import.meta.url, './testing/child'), [
      adapter.module,
      place,
      'send',
      '1',
      '60000',
      'x',
    ]);
    assert.ok(await foreign);
    assert.equal(await child.ended, 0);
    await queue.send('soon', ['delayed'], { delayMs: 50 });
    assert.equal((await waited(queue, 'soon'))?.body, 'delayed');
  });

  test(`${name}: waiting ends with the signal's reason`, async (t) => {
    const { queue } = await opened(t);
    const gone = new AbortController();
    const waiting = (async () => {
      for (;;) await queue.receive('q', { limit: 1, waitMs: 20_000, visibilityMs: minute, signal: gone.signal });
    })();
    gone.abort(new Error('gone'));
    await assert.rejects(waiting, /gone/);
  });

  test(`${name}: of several processes that take from one queue, each ticket goes to one`, async (t) => {
    const open = await opened(t);
    const child = moduleBeside(import.meta.url, './testing/child');
    const common = (task: string, lane: string) => [adapter.module, open.place, task, '15', `${open.hiddenMs}`, lane];
    const start = (task: string, lane: string) => startKillable(child, common(task, lane));
    const children = [start('both', 'x'), start('both', 'y'), start('take', '')];
    assert.deepEqual(await Promise.all(children.map(({ ended }) => ended)), [0, 0, 0]);
    const lines = children.flatMap((each) => each.lines);
    const told = (word: string) => lines.filter((line) => line.startsWith(word)).map((line) => line.slice(5));
    assert.equal(told('sent').length, 2 * 3 * 15 * 2);
    // Where an answer is lost, its tickets are hidden from everybody until their time runs out.
    await open.pass(open.hiddenMs + 1);
    const left = (await gather(open.queue, { from: 'work' })).map(({ body }) => body);
    if (capabilities.once) assert.deepEqual(left, []);
    const done = [...told('done'), ...left];
    assert.deepEqual((capabilities.once ? done : [...new Set(done)]).sort(), told('sent').sort());
  });

  test(
    `${name}: kill -9 loses no ticket and brings none back`,
    onlyWhere(capabilities.once, 'sent again, tickets come twice'),
    async (t) => {
      const seed = Date.now() % 2 ** 31;
      t.diagnostic(`seed ${seed}`);
      await killSending(adapter, { place: await placed(t), rounds: 3, seed });
    },
  );
}

async function rejectsWith(promise: Promise<unknown>, code: string): Promise<void> {
  await assert.rejects(promise, (error) => hasCode(error, code));
}

/** Receives until nothing has come a few times: an engine may come back empty-handed although there is something. */
async function gather(queue: Queue, { from = 'q', visibilityMs = minute } = {}): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  for (let quiet = 0; quiet < 4; ) {
    const some = await queue.receive(from, { limit: 10, waitMs: 0, visibilityMs });
    quiet = some.length === 0 ? quiet + 1 : 0;
    tickets.push(...some);
    // Given back as they come, they would come for ever.
    if (visibilityMs === 0 && tickets.length >= 10) break;
  }
  return tickets;
}

/** Receives until each of these has come, through as many lives of tickets as it takes, and nothing else. */
async function receiveAll({ queue, pass, hiddenMs }: Opened, bodies: readonly string[], from = 'q'): Promise<Ticket[]> {
  const tickets: Ticket[] = [];
  for (let tries = 0; ; tries += 1) {
    tickets.push(...(await gather(queue, { from, visibilityMs: hiddenMs })));
    const seen = new Set(tickets.map(({ body }) => body));
    for (const body of seen) assert.ok(bodies.includes(body), `nobody sent ${body.slice(0, 50)}`);
    if (bodies.every((body) => seen.has(body))) return tickets;
    assert.ok(tries < 10, `${bodies.length - seen.size} of ${bodies.length} never came`);
    await pass(hiddenMs + 1);
  }
}

/** Acknowledges whatever comes until nothing does. */
async function emptied({ queue, pass, hiddenMs }: Opened): Promise<void> {
  for (let quiet = 0; quiet < 2; ) {
    await pass(hiddenMs + 1);
    const tickets = await gather(queue, { visibilityMs: hiddenMs });
    quiet = tickets.length === 0 ? quiet + 1 : 0;
    await queue.acknowledge(
      'q',
      tickets.map(({ receipt }) => receipt),
    );
  }
}

async function waited(queue: Queue, from: string): Promise<Ticket | undefined> {
  for (let tries = 0; tries < 10; tries += 1) {
    const [ticket] = await queue.receive(from, { limit: 1, waitMs: 20_000, visibilityMs: minute });
    if (ticket !== undefined) return ticket;
  }
  return undefined;
}

async function eventually(lagMs: number, ask: () => Promise<boolean>): Promise<void> {
  const end = systemClock.monotonic() + lagMs + 5_000;
  while (!(await ask())) {
    assert.ok(systemClock.monotonic() < end, 'the depth is told in time');
    await systemClock.sleep(50);
  }
}
