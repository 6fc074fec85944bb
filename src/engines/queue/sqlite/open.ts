import { bringUp, type Logger, openSqliteFile } from '../../../host/index.ts';
import type { Clock, Random } from '../../../kit/index.ts';
import { toHex } from '../../../kit/index.ts';
import { queueErrors } from '../errors.ts';
import type { Queue, ReceiveOptions, Ticket } from '../index.ts';
import { checkExtend, checkReceive, checkSend, deadLettersOf, isDeadLetters } from '../limits.ts';
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
      checkSend(queue, bodies, delayMs);
      if (bodies.length === 0) return;
      await file.write(sql.insert({ queue, bodies, visibleAt: clock.now() + delayMs, now: clock.now() }));
    },
    receive,
    async extend(queue, receipt, visibilityMs) {
      checkExtend(queue, visibilityMs);
      const hide = sql.hide({ queue, receipt, until: clock.now() + visibilityMs, kept: visibilityMs > 0 });
      const { changes } = await file.write(hide);
      if (changes === 0) throw queueErrors.error('queue.receipt-lost');
    },
    async acknowledge(queue, receipts) {
      if (receipts.length > 0) await file.write(sql.remove({ queue, receipts }));
    },
    async depth(queue) {
      const { rows } = await file.read(sql.depth({ queue, now: clock.now(), maxReceives: maxOf(queue) }));
      return { visible: Number(rows[0]?.visible), hidden: Number(rows[0]?.hidden) };
    },
    depthLagMs: 0,
    deadLettersOf,
    async redrive(queue) {
      await file.write(sql.redrive({ queue, dead: deadLettersOf(queue), now: clock.now() }));
    },
    close: () => file.close(),
  };

  async function receive(queue: string, options: ReceiveOptions): Promise<Ticket[]> {
    checkReceive(queue, options);
    const { limit, waitMs, visibilityMs, signal } = options;
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
      if (!isDeadLetters(queue)) await run(sql.bury({ queue, dead: deadLettersOf(queue), now, maxReceives }));
      const { rows } = await run(sql.take({ queue, now, limit, holding, until: now + visibilityMs }));
      return rows.map(ticketOf);
    });
  }

  /** Nothing dies among the dead letters. */
  function maxOf(queue: string): number {
    return isDeadLetters(queue) ? Number.MAX_SAFE_INTEGER : maxReceives;
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
