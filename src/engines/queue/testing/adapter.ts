import type { Clock } from '../../../kit/index.ts';
import type { Queue } from '../index.ts';

/** What the suite needs of an adapter. */
export interface QueueAdapter {
  /** As tables of results name it: `queue/sqlite`. */
  readonly name: string;
  /** The address of the module that exports this as `adapter`: children open the same place through it. */
  readonly module: string;
  readonly capabilities: QueueCapabilities;
  /** Room for queues that nobody else has; what the word means is the adapter's own affair. */
  newPlace(): Promise<{ readonly place: string; remove(): Promise<void> }>;
  open(place: string, options: { readonly maxReceives: number; readonly clock?: Clock }): Promise<Queue>;
}

/** What the port does not promise. */
export interface QueueCapabilities {
  /** It goes by the clock that it is given; otherwise the suite waits for the real one. */
  readonly ownClock: boolean;
  /** A ticket has one holder at a time, is sent once, and is counted exactly. */
  readonly once: boolean;
  /** Who lost a ticket is told so. */
  readonly fencing: boolean;
}
