import type { Objects } from '../index.ts';

/** What the suite needs of an adapter. */
export interface ObjectsAdapter {
  /** As tables of results name it: `objects/folder`. */
  readonly name: string;
  readonly capabilities: ObjectsCapabilities;
  /** A store that nobody else has, empty; what the word means is the adapter's own affair. */
  newPlace(): Promise<{ readonly place: string; remove(): Promise<void> }>;
  open(place: string): Promise<Objects>;
}

/** What the port leaves open. */
export interface ObjectsCapabilities {
  /** Takes in files of this machine. */
  readonly takeIn: boolean;
  /** Gives addresses to others. */
  readonly presign: boolean;
  /** Who has begun to read an object reads it to its end, whatever is put in its place. */
  readonly snapshots: boolean;
  /** Lists in order of keys; else in an order of its own, but each key once. */
  readonly ordered: boolean;
  /** Of a part that was sent again with other bytes it tells only the last. */
  readonly lastPart: boolean;
}
