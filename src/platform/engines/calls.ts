import { BijouError, type Clock, isTransient, type Random } from '../../kit/index.ts';
import { withRetries } from '../../resilience/index.ts';
import type { CallMeter } from '../metrics/meter.ts';

export interface CallPorts {
  readonly clock: Clock;
  readonly random: Random;
  /** Told of every attempt; nobody unless given. */
  readonly meter?: CallMeter;
}

/** Makes one call to an engine: measured, and tried again where that helps. `name` is the port's own. */
export type Call = <Result>(name: string, attempt: () => Promise<Result>, options?: CallOptions) => Promise<Result>;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether this error is worth another attempt; any transient one unless told. */
  readonly again?: (error: unknown) => boolean;
}

/** Two and a half seconds in all: an engine that is away for longer is told of, and whoever called decides. */
const attempts = 8;
const firstMs = 20;
const longestMs = 1_000;
const never = new AbortController().signal;
const leftMs = () => Number.POSITIVE_INFINITY;

/** The one way in which engines are called: adapters neither try again nor measure. */
export function engineCalls({ clock, random, meter }: CallPorts): Call {
  return (name, attempt, { signal = never, again = isTransient } = {}) =>
    withRetries(meter === undefined ? attempt : () => measured(attempt, { name, meter, clock }), {
      ...{ again, attempts, firstMs, longestMs, signal, leftMs, clock, random },
    });
}

async function measured<Result>(
  attempt: () => Promise<Result>,
  { name, meter, clock }: { readonly name: string; readonly meter: CallMeter; readonly clock: Clock },
): Promise<Result> {
  const began = clock.monotonic();
  try {
    const result = await attempt();
    meter.answered(name, clock.monotonic() - began);
    return result;
  } catch (error) {
    meter.failed(name, clock.monotonic() - began, error instanceof BijouError ? error.code : 'other');
    throw error;
  }
}
