import type { Job } from '../../../contracts/index.ts';
import type { Studio } from '../studio.ts';
import { leaseBest } from './lease-best.ts';
import { encodeQueue, giveBackTicket, hiddenMs, useUpTicket } from './tickets.ts';

/** What the queue port waits at most at a time. */
const longestWaitMs = 20_000;
/** While there is no room, nothing is leased; it is looked again so often. */
const heldMs = 500;

/**
 * Waits for a ticket and leases the best job. A ticket without a job is used up, and the waiting goes on.
 * Resolves without a job when the time is over, the caller has gone or studio stops.
 */
export async function claim(
  studio: Studio,
  { encoder, waitMs }: { readonly encoder: string; readonly waitMs: number },
  caller: AbortSignal,
): Promise<Job | undefined> {
  const { clock } = studio;
  await studio.encoders.seen(encoder);
  const signal = AbortSignal.any([caller, studio.stopping]);
  const until = clock.monotonic() + waitMs;
  while (!signal.aborted) {
    const left = Math.max(0, until - clock.monotonic());
    if (studio.disk.now()?.held !== undefined) {
      if (left === 0) return undefined;
      await clock.sleep(Math.min(left, heldMs), signal).catch(() => undefined);
      continue;
    }
    const receipt = await nextTicket(studio, Math.min(left, longestWaitMs), signal);
    // A queue may come back empty-handed before its time, and although there is something.
    if (receipt === undefined) {
      if (left === 0) return undefined;
      continue;
    }
    if (signal.aborted) {
      await giveBackTicket(studio, receipt);
      return undefined;
    }
    const job = await leaseBest(studio, { encoder, receipt });
    if (job !== undefined) return job;
    await useUpTicket(studio, receipt);
  }
  return undefined;
}

async function nextTicket(studio: Studio, waitMs: number, signal: AbortSignal): Promise<string | undefined> {
  const options = { limit: 1, waitMs: Math.floor(waitMs), visibilityMs: hiddenMs(studio), signal };
  try {
    const [ticket] = await studio.queue.receive(encodeQueue, options);
    return ticket?.receipt;
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}
