import { BijouError, hasCode } from '../kit/index.ts';
import { isSpent } from './spent.ts';

const moved = new WeakSet<BijouError>();

/** Marks the error of an instance that has gone while others stand ready. */
export function markMoved(error: BijouError): BijouError {
  moved.add(error);
  return error;
}

/** True where the same request may find another instance at once, without a pause. */
export function hasMoved(error: unknown): boolean {
  if (isSpent(error)) return false;
  return (error instanceof BijouError && moved.has(error)) || hasCode(error, 'server.stopping');
}

/** Runs `attempt`; where its instance has gone meanwhile, and it may be sent again, once more at once. */
export async function withSuccessor<Result>(attempt: () => Promise<Result>, isSafe: boolean): Promise<Result> {
  try {
    return await attempt();
  } catch (error) {
    if (!isSafe || !hasMoved(error)) throw error;
    return attempt();
  }
}
