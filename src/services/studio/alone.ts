import { hasCode } from '../../kit/index.ts';
import type { HeldLock } from './locks.ts';
import type { Studio } from './studio.ts';

/** A title that another process is at is looked at again after so long, in case that one has died. */
const againMs = 1_000;

/**
 * Does at a title what takes long and must be done once: by one of the processes that would do it now. Others have
 * nothing to do, and look at the title again soon. Whatever was read of the title before may be old by now: `work` reads
 * it anew. Where it publishes, it lets `held` check that nobody has taken this process for dead meanwhile.
 */
export async function alone(studio: Studio, title: string, work: (held: HeldLock) => Promise<void>): Promise<void> {
  const { locks, stopping } = studio;
  const held = await locks.acquire(`title:${title}`, { waitMs: 0, signal: stopping }).catch((error: unknown) => {
    if (hasCode(error, 'studio.busy')) return undefined;
    throw error;
  });
  if (held === undefined) return lookAgain(studio, title);
  try {
    await work(held);
  } finally {
    await held.release();
  }
}

function lookAgain({ clock, stopping, wake }: Studio, title: string): void {
  clock.sleep(againMs, stopping).then(
    () => wake(title),
    () => undefined,
  );
}
