import type { Clock } from '../kit/index.ts';
import type { Meter } from './abr/meter.ts';

/** What arrives, measured in the moment it does. */
export interface Arrivals {
  begin(fetched: Fetched): Arrival;
}

interface Fetched {
  readonly address: string;
  /** When it was asked for, monotonic milliseconds. */
  readonly begun: number;
  /** Bytes; 0 where nobody says. */
  readonly expected: number;
}

export interface Arrival {
  /** `ms` until `now`, `bytes` arrived. */
  add(sample: Sample): void;
  /** It is all there. */
  end(): void;
}

type Sample = Parameters<Meter['add']>[0];

/** Whether the network brought it, rather than a cache of this machine. */
export type CameByNetwork = (fetched: {
  readonly address: string;
  readonly begun: number;
  readonly bytes: number;
}) => boolean;

/** No cache of this machine takes so long for a segment. */
const surelyNetworkMs = 400;
/** After an answer, its entry among the page's timings may take a moment. */
const entryMs = 20;
/** Of less than this, nearly all the time is the way there and back: it only tells what the network carries at least. */
const leastBytes = 16_000;

/**
 * Feeds the meter with what the network brings. What is there in no time may have lain in the browser's cache, which
 * says nothing about the network: it waits until the browser has said where it came from.
 */
export function measureArrivals(meter: Meter, { clock, cameByNetwork }: MeasureOptions): Arrivals {
  return {
    begin({ address, begun, expected }) {
      let held: Sample[] | undefined = [];
      let bytes = 0;
      let until = begun;
      const isSmall = expected > 0 && expected < leastBytes;

      function tell(): void {
        if (!cameByNetwork({ address, begun, bytes })) meter.doubt();
        else if (isSmall) meter.atLeast((bytes * 8000) / Math.max(1, until - begun));
        else pass();
      }

      function pass(): void {
        for (const sample of held ?? []) meter.add(sample);
        held = undefined;
      }

      return {
        add(sample) {
          bytes += sample.bytes;
          until = sample.now;
          if (isSmall) return;
          if (held === undefined) return meter.add(sample);
          held.push(sample);
          if (sample.now - begun > surelyNetworkMs) pass();
        },
        end() {
          if (held === undefined || bytes === 0) return;
          clock.sleep(entryMs).then(tell, () => undefined);
        },
      };
    },
  };
}

interface MeasureOptions {
  readonly clock: Clock;
  readonly cameByNetwork: CameByNetwork;
}
