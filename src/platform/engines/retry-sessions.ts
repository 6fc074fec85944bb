import type { Sessions } from '../../engines/sessions/index.ts';
import { toHex } from '../../kit/index.ts';
import { type CallPorts, engineCalls } from './calls.ts';

/**
 * Sessions whose transient errors are tried again. A put keeps one token through all attempts, so it finds what a lost
 * answer hid; what was taken and lost on its way is taken by nobody.
 */
export function retrySessions(sessions: Sessions, ports: CallPorts): Sessions {
  const call = engineCalls(ports);
  const newToken = () => toHex(ports.random.bytes(16));
  return {
    get: (place) => call('get', () => sessions.get(place)),
    list: (partition, options) => call('list', () => sessions.list(partition, options)),
    put(place, value, options) {
      const token = options?.token ?? newToken();
      return call('put', () => sessions.put(place, value, { ...options, token }));
    },
    take: (place) => call('take', () => sessions.take(place)),
    delete: (place, options) => call('delete', () => sessions.delete(place, options)),
    epoch: (partition) => call('epoch', () => sessions.epoch(partition)),
    raiseEpoch: (partition) => call('raiseEpoch', () => sessions.raiseEpoch(partition)),
    close: () => sessions.close(),
  };
}
