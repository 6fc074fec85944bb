import type { Clock } from '../../../kit/index.ts';
import type { Cache } from '../index.ts';

/** What the suite needs of an adapter. */
export interface CacheAdapter {
  readonly name: string;
  readonly module: string;
  readonly capabilities: CacheCapabilities;
  /** An empty cache, by a name that only the adapter understands. */
  newPlace(): Promise<{ readonly place: string; remove(): Promise<void> }>;
  open(place: string, options?: { readonly clock?: Clock }): Promise<Cache>;
}

export interface CacheCapabilities {
  /** Nothing is forgotten, and no write doubted, as long as there is room: what the suite may insist on. */
  readonly steady: boolean;
  /** Time to live goes by the clock it is opened with. */
  readonly ownClock: boolean;
}
