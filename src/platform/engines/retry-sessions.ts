import type { Sessions } from '../../engines/sessions/index.ts';
import { toHex } from '../../kit/index.ts';
import { type RetryPorts, retried } from './retries.ts';

/**
 * Sessions whose transient errors are tried again. A put keeps one token through all attempts, so it finds what a lost
 * answer hid; what was taken and lost on its way is taken by nobody.
 */
export function retrySessions(sessions: Sessions, ports: RetryPorts): Sessions {
  const again = retried(ports);
  const newToken = () => toHex(ports.random.bytes(16));
  return {
    get: (place) => again(() => sessions.get(place)),
    list: (partition, options) => again(() => sessions.list(partition, options)),
    put(place, value, options) {
      const token = options?.token ?? newToken();
      return again(() => sessions.put(place, value, { ...options, token }));
    },
    take: (place) => again(() => sessions.take(place)),
    delete: (place, options) => again(() => sessions.delete(place, options)),
    epoch: (partition) => again(() => sessions.epoch(partition)),
    raiseEpoch: (partition) => again(() => sessions.raiseEpoch(partition)),
    close: () => sessions.close(),
  };
}
