// engines: elasticmq
// Between us and the queue stands what delivers twice, answers 503 and loses answers. Takers go by leases, as our services
// do: a ticket says that some job waits, not which. TWICE_JOBS=200 for longer; SEED repeats the choices.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { silentLogger } from '../../../host/index.ts';
import { isTransient, seededRandom, systemClock, systemRandom } from '../../../kit/index.ts';
import { retryQueue } from '../../../platform/engines/retry-queue.ts';
import { type Call, faultyHttp, type Mishap } from '../../connection/testing/faulty-http.ts';
import type { Queue } from '../index.ts';
import { newPrefix, optionsOf, removeQueues } from '../testing/sqs.ts';
import { openSqsQueue } from './open.ts';

const jobs = Number(process.env.TWICE_JOBS ?? 60);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const hiddenMs = 2_000;
const leaseMs = 4_000;
const shares: readonly (readonly [Mishap, number])[] = [
  ['again', 0.12],
  ['lost', 0.05],
  ['busy', 0.05],
  ['slow', 0.02],
];

function actionOf({ headers }: Call): string {
  return String(headers['x-amz-target'] ?? '').replace(/^.*\./, '');
}

async function disturbed(t: TestContext): Promise<{ queue: Queue; happened: Readonly<Record<Mishap, number>> }> {
  const random = seededRandom(seed);
  const prefix = newPrefix();
  const proxy = await faultyHttp({
    server: optionsOf(prefix).endpoint ?? '',
    busyBody: '{"__type":"com.amazonaws.sqs#ThrottlingException","message":"Rate exceeded"}',
    // What was received is received once more: the same tickets, while somebody holds them.
    kindOf: (call) => (actionOf(call) === 'ReceiveMessage' ? 'receive' : undefined),
    choose() {
      let roll = random.float();
      for (const [mishap, share] of shares) {
        if (roll < share) return mishap;
        roll -= share;
      }
      return undefined;
    },
  });
  const options = optionsOf(prefix, { endpoint: proxy.address, requestTimeoutMs: 3_000 });
  const sqs = await openSqsQueue({ options, maxReceives: 1_000, clock: systemClock, logger: silentLogger });
  t.after(async () => {
    await sqs.close();
    await proxy.close();
    await removeQueues(prefix);
  });
  return { queue: retryQueue(sqs, { clock: systemClock, random: systemRandom }), happened: proxy.happened };
}

/** The table that jobs stand in: where the truth is. */
class Table {
  readonly #rows = new Map<number, { done: number; leasedUntil: number }>();

  add(job: number): void {
    this.#rows.set(job, { done: 0, leasedUntil: 0 });
  }

  /** Some job that waits, for a while. */
  lease(): number | undefined {
    const now = systemClock.monotonic();
    for (const [job, row] of this.#rows) {
      if (row.done > 0 || row.leasedUntil > now) continue;
      row.leasedUntil = now + leaseMs;
      return job;
    }
    return undefined;
  }

  finish(job: number): void {
    const row = this.#rows.get(job);
    if (row !== undefined) row.done += 1;
  }

  waits(): number {
    return [...this.#rows.values()].filter(({ done }) => done === 0).length;
  }

  doneTwice(): number {
    return [...this.#rows.values()].filter(({ done }) => done > 1).length;
  }
}

test('tickets that come twice, late or not at all: each job is done, and none is done twice', async (t) => {
  const { queue, happened } = await disturbed(t);
  const table = new Table();
  const random = seededRandom(seed + 1);

  async function send(): Promise<void> {
    for (let job = 0; job < jobs; job += 1) {
      table.add(job);
      await queue.send('work', [String(job)]);
    }
  }

  async function take(): Promise<void> {
    while (sending || table.waits() > 0) {
      const tickets = await queue.receive('work', { limit: 2, waitMs: 1_000, visibilityMs: hiddenMs });
      for (const { receipt } of tickets) {
        const job = table.lease();
        if (job === undefined) {
          await queue.acknowledge('work', [receipt]);
          continue;
        }
        // Some takers die in the midst: their lease ends, and so does their hold of the ticket.
        if (random.float() < 0.1) continue;
        await systemClock.sleep(random.float() * 20);
        table.finish(job);
        await queue.acknowledge('work', [receipt]);
      }
      // What the studio does when it looks into its table: jobs without a ticket get one.
      if (tickets.length === 0 && table.waits() > 0) await queue.send('work', ['look']);
    }
  }

  let sending = true;
  const sender = send().finally(() => {
    sending = false;
  });
  await Promise.all([sender, take(), take(), take()]);
  const { again, lost, busy } = happened;
  t.diagnostic(`SEED=${seed}: ${jobs} jobs; doubled ${again}, answers lost ${lost}, 503 ${busy}; lost 0, done twice 0`);
  assert.equal(table.waits(), 0);
  assert.equal(table.doneTwice(), 0);
  assert.ok(again > 0 && lost + busy > 0, 'something has happened');
});

test('through lost answers and 503 every ticket that was sent is received, and none that nobody sent', async (t) => {
  const { queue, happened } = await disturbed(t);
  const sent = Array.from({ length: jobs }, (_, at) => `body ${at}`);
  for (let at = 0; at < sent.length; at += 7) await patient(() => queue.send('all', sent.slice(at, at + 7)));
  const seen = new Set<string>();
  while (seen.size < sent.length) {
    const tickets = await patient(() => queue.receive('all', { limit: 10, waitMs: 1_000, visibilityMs: hiddenMs }));
    for (const { body } of tickets) {
      assert.ok(sent.includes(body));
      seen.add(body);
    }
    await patient(() =>
      queue.acknowledge(
        'all',
        tickets.map(({ receipt }) => receipt),
      ),
    );
  }
  t.diagnostic(`SEED=${seed}: ${sent.length} sent, ${seen.size} received; ${JSON.stringify(happened)}`);
});

async function patient<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isTransient(error) || tries === 5) throw error;
    }
  }
}
