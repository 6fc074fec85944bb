import type { JsonValue } from '../../kit/index.ts';

/** Where an item lies: partition (an account, a household) and key, each 1 to 1,024 bytes of UTF-8. */
export interface Place {
  readonly partition: string;
  readonly key: string;
}

export interface Item {
  readonly key: string;
  readonly value: JsonValue;
  /** Another with each put, and never one that was there before: that of its writer's token, where one was given. */
  readonly version: string;
  /** Unix milliseconds; null: it lasts. */
  readonly expiresAt: number | null;
}

/**
 * Small things that must be right: sessions, leases, tokens that are good once. What is read is what was last written
 * (no stale reads); writes are durable once their promise resolves, and of many at once that have the same condition
 * one succeeds.
 *
 * An item is gone the moment it expires, by the clock of who asks: leave a few seconds between machines. It is swept
 * later. Errors: `sessions.throttled`, `sessions.unavailable` (both transient) and the others of errors.ts.
 */
export interface Sessions {
  get(place: Place): Promise<Item | undefined>;
  /** Those of a partition whose keys begin with `prefix`, by key. A page may be short: the end is where it has no `next`. */
  list(partition: string, options: ListOptions): Promise<ItemPage>;
  /**
   * Writes where all conditions hold. Repeating a put with the same `token` finds what the first time did, so a lost
   * answer does no harm. Its value is up to 400,000 bytes of JSON. Errors: `sessions.too-large`.
   */
  put(place: Place, value: JsonValue, options?: PutOptions): Promise<Put>;
  /**
   * Gets and deletes: of many who take, one gets it. Where its answer is lost nobody does: what is good once is then
   * asked for anew.
   */
  take(place: Place): Promise<Item | undefined>;
  /** Deletes it, or only that `version` of it. True where it is gone, false where another version stands. */
  delete(place: Place, options?: { readonly version?: string }): Promise<boolean>;
  /** A number of the partition that only rises, from 0: what was begun before it was raised cannot be put any more. */
  epoch(partition: string): Promise<number>;
  /**
   * Raises the epoch and resolves to it. Once it has, no put of an earlier epoch succeeds: to end all, raise it, then
   * list and delete. After a lost answer it may have risen twice, which is harmless.
   */
  raiseEpoch(partition: string): Promise<number>;
  close(): Promise<void>;
}

export interface PutOptions {
  /** Unix milliseconds. Without it the item lasts. */
  readonly expiresAt?: number;
  /** Only where there is none (an expired one is none), or only in the place of this version. */
  readonly if?: 'absent' | { readonly version: string };
  /** Only while this is the partition's epoch. */
  readonly epoch?: number;
  /** Becomes the item's version: unique, such as an id. One is made where none is given. */
  readonly token?: string;
}

/** `item` is what stands there; `because` says which condition failed. */
export type Put =
  | { readonly stored: true; readonly version: string }
  | { readonly stored: false; readonly because: 'item' | 'epoch'; readonly item: Item | undefined };

export interface ListOptions {
  readonly prefix?: string;
  /** 1 to 1,000. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
}

export interface ItemPage {
  readonly items: readonly Item[];
  /** Opaque. */
  readonly next?: string;
}
