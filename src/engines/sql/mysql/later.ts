import type { Clock } from '../../../kit/index.ts';

/** Does something after a time, unless it is called off. Returns how. */
export function later(clock: Clock, ms: number, act: () => void): () => void {
  const calledOff = new AbortController();
  clock.sleep(Math.max(0, ms), calledOff.signal).then(act, () => undefined);
  return () => calledOff.abort();
}
