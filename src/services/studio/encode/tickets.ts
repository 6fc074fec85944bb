import type { Studio } from '../studio.ts';

/** The queue whose tickets each stand for one job, whichever is best when it is received. */
export const encodeQueue = 'encode';

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
 * their holders may be gone, and the clock may have been set back since. Superfluous ones go when they are received.
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
  const missing = Number(waiting.count) - visible;
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
    await studio.queue.extend(encodeQueue, receipt, studio.config.leaseMs);
  } catch (error) {
    studio.logger.debug('a ticket could not be held on to', { error });
  }
}

export async function useUpTicket(studio: Studio, receipt: string | null): Promise<void> {
  if (receipt === null) return;
  try {
    await studio.queue.acknowledge(encodeQueue, receipt);
  } catch (error) {
    studio.logger.debug('a ticket could not be used up; it goes when it is next received', { error });
  }
}

async function send(studio: Studio, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 100) {
    await studio.queue.send(encodeQueue, new Array<string>(Math.min(100, count - sent)).fill('job'));
  }
}

/** A ticket names no job, so one that was received too often says nothing of any job. */
async function dropDeadLetters(studio: Studio): Promise<void> {
  for (;;) {
    const dead = await studio.queue.deadLetters(encodeQueue, 100);
    for (const { receipt } of dead) await studio.queue.acknowledge(encodeQueue, receipt);
    if (dead.length < 100) return;
  }
}
