import type { Clock } from '../../../kit/index.ts';
import type { Sessions } from '../index.ts';

/** What the suite needs of an adapter. */
export interface SessionsAdapter {
  readonly name: string;
  /** The module's own address: children open the same place through it. */
  readonly module: string;
  readonly capabilities: SessionsCapabilities;
  /** An empty store, by a name that only the adapter understands. */
  newPlace(): Promise<{ readonly place: string; remove(): Promise<void> }>;
  open(place: string, options?: { readonly clock?: Clock }): Promise<Sessions>;
}

export interface SessionsCapabilities {
  /** An answer never gets lost: what was taken has been received. */
  readonly answers: boolean;
}
