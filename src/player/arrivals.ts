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
/** Of an index or an init section, of a few hundred bytes, nearly all the time is the way there and back. */
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

      function pass(): void {
        for (const sample of held ?? []) meter.add(sample);
        held = undefined;
      }

      return {
        add(sample) {
          if (expected < leastBytes) return;
          bytes += sample.bytes;
          if (held === undefined) return meter.add(sample);
          held.push(sample);
          if (sample.now - begun > surelyNetworkMs) pass();
        },
        end() {
          if (held === undefined || bytes === 0) return;
          clock.sleep(entryMs).then(
            () => cameByNetwork({ address, begun, bytes }) && pass(),
            () => undefined,
          );
        },
      };
    },
  };
}

interface MeasureOptions {
  readonly clock: Clock;
  readonly cameByNetwork: CameByNetwork;
}
