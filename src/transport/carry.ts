import { type Policy, wireErrors } from '../contracts/index.ts';
import { type BijouError, type Clock, isTransient, type Random } from '../kit/index.ts';
import { withDeadline, withRetries } from '../resilience/index.ts';
import { withSuccessor } from './elsewhere.ts';
import { isSpent, markSpent } from './spent.ts';

/** About 1.5 s in all: as long as a service that was killed needs to be there again. */
const retries = { attempts: 5, firstMs: 100, longestMs: 1_000 };

export interface Carriage<Result = unknown> {
  readonly service: string;
  readonly policy: Policy;
  /** Shortens the policy's. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** See `withDeadline`. */
  readonly since?: (() => number) | undefined;
  /** See `withDeadline`. */
  readonly unwanted?: ((result: Result) => void) | undefined;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Applies a policy: the time for the whole, the caller's abort, and attempts that may be repeated. `attempt` gets what
 * time is left. Throws `peer.timeout`, the signal's reason, or what the last attempt threw.
 */
export async function carry<Result>(
  attempt: (signal: AbortSignal, leftMs: number) => Promise<Result>,
  { service, policy, timeoutMs, signal, since, unwanted, clock, random }: Carriage<Result>,
): Promise<Result> {
  const ms = Math.min(policy.timeoutMs, timeoutMs ?? policy.timeoutMs);
  const end = clock.monotonic() + ms;
  const leftMs = (): number => end - clock.monotonic();
  const late = (): BijouError => wireErrors.error('peer.timeout', { service, ms });
  try {
    return await withDeadline(
      (both) =>
        withRetries(() => withSuccessor(() => attempt(both, leftMs()), policy.retry === 'safe'), {
          ...retries,
          ...(policy.retry === 'never' && { attempts: 1 }),
          again: (error) => isTransient(error) && !isSpent(error),
          signal: both,
          leftMs,
          clock,
          random,
        }),
      { ms, signal, since, clock, late, unwanted },
    );
  } catch (error) {
    throw policy.retry === 'safe' ? markSpent(error) : error;
  }
}
