import type { Log, Membership } from '../../engines/log/index.ts';
import { type RetryPorts, retried } from './retries.ts';

/** A log whose transient errors are tried again. An append may so be written twice: its records carry ids. */
export function retryLog(log: Log, ports: RetryPorts): Log {
  const again = retried(ports);
  return {
    declare: (topic, settings) => again(() => log.declare(topic, settings)),
    partitions: (topic) => again(() => log.partitions(topic)),
    append: (topic, records) => again(() => log.append(topic, records)),
    read: (topic, options) => again(() => log.read(topic, options), { signal: options.signal }),
    bounds: (topic, partition) => again(() => log.bounds(topic, partition)),
    offsetAt: (topic, options) => again(() => log.offsetAt(topic, options)),
    join: async (topic, reader) => retryMembership(await again(() => log.join(topic, reader)), ports),
    lag: (topic, reader) => again(() => log.lag(topic, reader)),
    sweep: (topic) => again(() => log.sweep(topic)),
    close: () => log.close(),
  };
}

function retryMembership(membership: Membership, ports: RetryPorts): Membership {
  const again = retried(ports);
  return {
    claimEveryMs: membership.claimEveryMs,
    claim: () => again(() => membership.claim()),
    mark: (owned, next) => again(() => membership.mark(owned, next)),
    append: (owned, topic, records) => again(() => membership.append(owned, topic, records)),
    leave: () => again(() => membership.leave()),
  };
}
