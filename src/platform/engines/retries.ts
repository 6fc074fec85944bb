import { type Clock, isTransient, type Random } from '../../kit/index.ts';
import { withRetries } from '../../resilience/index.ts';

export interface RetryPorts {
  readonly clock: Clock;
  readonly random: Random;
}

/** Tries again what was a matter of the moment. */
export type Retried = <Result>(attempt: () => Promise<Result>, options?: RetriedOptions) => Promise<Result>;

export interface RetriedOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether this error is worth another attempt; any transient one unless told. */
  readonly again?: (error: unknown) => boolean;
}

/** Two and a half seconds in all: an engine that is away for longer is told of, and whoever called decides. */
const attempts = 8;
const firstMs = 20;
const longestMs = 1_000;
const never = new AbortController().signal;

/** The one way in which calls to engines are tried again: adapters do not. */
export function retried({ clock, random }: RetryPorts): Retried {
  return (attempt, { signal = never, again = isTransient } = {}) => {
    const leftMs = () => Number.POSITIVE_INFINITY;
    return withRetries(attempt, { again, attempts, firstMs, longestMs, signal, leftMs, clock, random });
  };
}
