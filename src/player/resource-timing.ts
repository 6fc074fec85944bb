import type { CameByNetwork } from './arrivals.ts';

/** Entries that are kept; answers that are asked about have just come. */
const kept = 30;
/** A request is noted a little before or after its fetch was called. */
const slackMs = 50;

/**
 * What the browser says of the page's answers (Resource Timing): whether they came by the network or out of a cache, its
 * own or the service worker's. Servers of other origins must allow it (`Timing-Allow-Origin`); of those that do not,
 * everything is taken to have come by the network.
 */
export function resourceTiming(): CameByNetwork {
  const entries: PerformanceResourceTiming[] = [];
  if (typeof PerformanceObserver === 'undefined') return () => true;
  // Not the page's own list, which ends with its 250th entry.
  const observer = new PerformanceObserver((list) => {
    entries.push(...(list.getEntries() as PerformanceResourceTiming[]));
    entries.splice(0, entries.length - kept);
  });
  observer.observe({ type: 'resource' });
  return ({ address, begun, bytes }) => {
    const entry = entries.findLast(
      ({ name, startTime, encodedBodySize }) =>
        name === address && startTime >= begun - slackMs && encodedBodySize === bytes,
    );
    return entry === undefined || entry.transferSize >= entry.encodedBodySize;
  };
}
