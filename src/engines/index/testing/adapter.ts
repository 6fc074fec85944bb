import type { Index } from '../index.ts';

/** An adapter as its conformance suite opens it. */
export interface IndexAdapter {
  readonly name: string;
  /** Of the module that exports it as `adapter`. */
  readonly module: string;
  /** Somewhere for an index of its own; what the string means, the adapter alone knows. */
  newPlace(): Promise<{ readonly place: string; remove(): Promise<void> }>;
  open(place: string): Promise<Index>;
}
