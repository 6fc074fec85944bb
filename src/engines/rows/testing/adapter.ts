import type { Clock } from '../../../kit/index.ts';
import type { Rows } from '../index.ts';

/** What the suite needs of an adapter. */
export interface RowsAdapter {
  readonly name: string;
  /** The module's own address: children open the same place through it. */
  readonly module: string;
  readonly capabilities: RowsCapabilities;
  /** An empty store, by a name that only the adapter understands. */
  newPlace(): Promise<{ readonly place: string; remove(): Promise<void> }>;
  open(place: string, options?: { readonly clock?: Clock }): Promise<Rows>;
}

export interface RowsCapabilities {
  /** Time to live goes by the clock it is opened with; else it is not tried here. */
  readonly ownClock: boolean;
  /** Has `writeIf`. */
  readonly conditional: boolean;
  /** An answer never gets lost, so that a conditional write's outcome is known. */
  readonly answers: boolean;
}
