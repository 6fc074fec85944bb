import type { Log, Membership } from '../../engines/log/index.ts';
import { type CallPorts, engineCalls } from './calls.ts';

/** A log whose transient errors are tried again. An append may so be written twice: its records carry ids. */
export function retryLog(log: Log, ports: CallPorts): Log {
  const call = engineCalls(ports);
  return {
    declare: (topic, settings) => call('declare', () => log.declare(topic, settings)),
    partitions: (topic) => call('partitions', () => log.partitions(topic)),
    append: (topic, records) => call('append', () => log.append(topic, records)),
    read: (topic, options) => call('read', () => log.read(topic, options), { signal: options.signal }),
    bounds: (topic, partition) => call('bounds', () => log.bounds(topic, partition)),
    offsetAt: (topic, options) => call('offsetAt', () => log.offsetAt(topic, options)),
    join: async (topic, reader) => retryMembership(await call('join', () => log.join(topic, reader)), ports),
    lag: (topic, reader) => call('lag', () => log.lag(topic, reader)),
    sweep: (topic) => call('sweep', () => log.sweep(topic)),
    close: () => log.close(),
  };
}

function retryMembership(membership: Membership, ports: CallPorts): Membership {
  const call = engineCalls(ports);
  return {
    claimEveryMs: membership.claimEveryMs,
    claim: () => call('claim', () => membership.claim()),
    mark: (owned, next) => call('mark', () => membership.mark(owned, next)),
    append: (owned, topic, records) => call('append', () => membership.append(owned, topic, records)),
    leave: () => call('leave', () => membership.leave()),
  };
}
