import { systemClock } from '../../../kit/index.ts';
import type { Sessions } from '../index.ts';

export const leases = 40;

/** Asks for a lease as a player does; true where this one has it. */
export async function claim(sessions: Sessions, key: string, who: string): Promise<boolean> {
  const options = { if: 'absent', expiresAt: systemClock.now() + 90_000 } as const;
  return (await sessions.put({ partition: 'household', key }, { who }, options)).stored;
}
