import { bringUp, type Logger, openSqliteFile } from '../../../host/index.ts';
import type { Clock, Random } from '../../../kit/index.ts';
import { toHex } from '../../../kit/index.ts';
import { queueErrors } from '../errors.ts';
import type { Queue, ReceiveOptions, Ticket } from '../index.ts';
import * as sql from './statements.ts';

export interface SqliteQueueOptions {
  /** Absolute path of the database file; any number of processes may open it. */
  readonly file: string;
  /** A ticket received this often is not received again: when its last holding runs out it is a dead letter. */
  readonly maxReceives: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** The queue port on a SQLite file (decision 0010). Times are kept in Unix milliseconds of this machine's clock. */
export async function openSqliteQueue(options: SqliteQueueOptions): Promise<Queue> {
  const { maxReceives, clock, random } = options;
  const file = await openSqliteFile(options);
  await bringUp(file, sql.steps);

  return {
    async send(queue, bodies, { delayMs = 0 } = {}) {
      if (bodies.length === 0) return;
      await file.write(sql.insert({ queue, bodies, visibleAt: clock.now() + delayMs, now: clock.now() }));
    },
    receive,
    async extend(queue, receipt, visibilityMs) {
      const hide = sql.hide({ queue, receipt, until: clock.now() + visibilityMs, kept: visibilityMs > 0 });
      const { changes } = await file.write(hide);
      if (changes === 0) throw queueErrors.error('queue.receipt-lost');
    },
    async acknowledge(queue, receipt) {
      await file.write(sql.remove({ queue, receipt }));
    },
    async depth(queue) {
      const { rows } = await file.read(sql.depth({ queue, now: clock.now(), maxReceives }));
      return { visible: Number(rows[0]?.visible), hidden: Number(rows[0]?.hidden) };
    },
    async deadLetters(queue, limit) {
      await bury(queue);
      return (await file.read(sql.dead({ queue, limit }))).rows.map(ticketOf);
    },
    close: () => file.close(),
  };

  async function receive(queue: string, { limit, waitMs, visibilityMs, signal }: ReceiveOptions): Promise<Ticket[]> {
    if (!(limit >= 1 && limit <= 10)) throw queueErrors.error('queue.bad-request', { why: 'limit is 1 to 10.' });
    const end = clock.monotonic() + waitMs;
    for (;;) {
      signal?.throwIfAborted();
      const version = file.changes.version();
      const nextAt = await nextVisible(queue);
      // Looking costs no lock; only who sees something asks for the writer, and may find that another was quicker.
      if (nextAt !== undefined && nextAt <= clock.now()) {
        const tickets = await take(queue, limit, visibilityMs);
        if (tickets.length > 0) return tickets;
        if (waitMs > 0 && clock.monotonic() < end) continue;
      }
      const left = end - clock.monotonic();
      if (left <= 0 || file.closed) return [];
      const untilNext = nextAt === undefined ? left : Math.max(1, nextAt - clock.now());
      await file.changes.since(version, { ms: Math.min(left, untilNext), signal });
      if (file.closed) return [];
    }
  }

  async function nextVisible(queue: string): Promise<number | undefined> {
    const { rows } = await file.read(sql.nextVisible({ queue }));
    const at = rows[0]?.at;
    return typeof at === 'number' ? at : undefined;
  }

  async function take(queue: string, limit: number, visibilityMs: number): Promise<Ticket[]> {
    const now = clock.now();
    const holding = toHex(random.bytes(12));
    return file.transaction(async (run) => {
      await run(sql.bury({ queue, now, maxReceives }));
      const { rows } = await run(sql.take({ queue, now, limit, holding, until: now + visibilityMs }));
      return rows.map(ticketOf);
    });
  }

  /** What was received too often becomes a dead letter when its last holding has run out. */
  async function bury(queue: string): Promise<void> {
    await file.write(sql.bury({ queue, now: clock.now(), maxReceives }));
  }
}

function ticketOf(row: Readonly<Record<string, unknown>>): Ticket {
  return {
    id: String(row.id),
    body: String(row.body),
    receipt: String(row.receipt),
    receives: Number(row.receives),
  };
}
