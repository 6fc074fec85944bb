import { BijouError, type ErrorData } from '../kit/index.ts';

// Were every hop to retry what the hop behind it has retried already, a fault three hops down would be met with the
// cube of the attempts. So the hop where an error arose retries, and marks it for those further out.
const retried = new WeakSet<BijouError>();

export function markSpent<Thrown>(error: Thrown): Thrown {
  if (error instanceof BijouError) retried.add(error);
  return error;
}

export function isSpent(error: unknown): boolean {
  return error instanceof BijouError && retried.has(error);
}

/** The error of an answer; `spent` is its header `bijou-spent`. */
export function receivedError(data: ErrorData, spent: string | null): BijouError {
  const error = new BijouError(data);
  return spent === null ? error : markSpent(error);
}
