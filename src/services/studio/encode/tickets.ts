import type { Studio } from '../studio.ts';

/** The queue whose tickets each stand for one job, whichever is best when it is received. */
export const encodeQueue = 'encode';
/** What the queue port hides at most; a lease that is longer than this outlasts its ticket, which others may then see. */
const longestHiddenMs = 15 * 60_000;

export function hiddenMs({ config }: Pick<Studio, 'config'>): number {
  return Math.min(config.leaseMs, longestHiddenMs);
}

/** Sends tickets for jobs that have just been committed. Where it fails, `topUpTickets` makes up for it. */
export async function sendTickets(studio: Studio, count: number): Promise<void> {
  try {
    await send(studio, count);
  } catch (error) {
    studio.logger.warn('could not send tickets; they are topped up later', { count, error });
  }
}

/**
 * Every job that waits and may run needs a ticket that can be seen, or nobody asks for it. Hidden ones are not counted:
 * their holders may be gone, and the clock may have been set back since. Superfluous ones go when they are received, and
 * where the depth lags, a job whose ticket was lost waits for as long.
 */
export async function topUpTickets(studio: Studio): Promise<number> {
  const { sql, queue } = studio;
  await dropDeadLetters(studio);
  const waiting = await sql.db
    .selectFrom('jobs')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', '=', 'waiting')
    .where('runnable', '=', 1)
    .executeTakeFirstOrThrow();
  const { visible } = await queue.depth(encodeQueue);
  const missing = Number(waiting.count) - visible - studio.tickets.within(queue.depthLagMs);
  if (missing > 0) await send(studio, missing);
  return Math.max(0, missing);
}

/** Shows a ticket to others again: its job waits. */
export async function giveBackTicket(studio: Studio, receipt: string | null): Promise<void> {
  if (receipt === null) return;
  try {
    await studio.queue.extend(encodeQueue, receipt, 0);
  } catch (error) {
    studio.logger.debug('a ticket could not be given back; it is topped up later', { error });
  }
}

/** Keeps a ticket hidden while its job is leased. */
export async function holdTicket(studio: Studio, receipt: string | null): Promise<void> {
  if (receipt === null) return;
  try {
    await studio.queue.extend(encodeQueue, receipt, hiddenMs(studio));
  } catch (error) {
    studio.logger.debug('a ticket could not be held on to', { error });
  }
}

export async function useUpTicket(studio: Studio, receipt: string | null): Promise<void> {
  if (receipt === null) return;
  try {
    await studio.queue.acknowledge(encodeQueue, [receipt]);
  } catch (error) {
    studio.logger.debug('a ticket could not be used up; it goes when it is next received', { error });
  }
}

async function send(studio: Studio, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 100) {
    const some = Math.min(100, count - sent);
    await studio.queue.send(encodeQueue, new Array<string>(some).fill('job'));
    studio.tickets.sent(some);
  }
}

/** A ticket names no job, so one that was received too often says nothing of any job. */
async function dropDeadLetters({ queue }: Studio): Promise<void> {
  const dead = queue.deadLettersOf(encodeQueue);
  for (;;) {
    const tickets = await queue.receive(dead, { limit: 10, waitMs: 0, visibilityMs: 60_000 });
    if (tickets.length === 0) return;
    await queue.acknowledge(
      dead,
      tickets.map(({ receipt }) => receipt),
    );
  }
}
