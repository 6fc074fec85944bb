export interface LogRecord {
  /** Records of one key lie in one partition and keep their order. */
  readonly key: string;
  readonly value: string;
  /** Small facts beside the value, text each. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A later record of the same key and kind makes this one superfluous. Without a kind it is kept for good. */
  readonly kind?: string;
  /**
   * It makes earlier records superfluous, and in the end itself: all those of its key, or those of its key and kind.
   * In Kafka these are tombstones, the value in a header: a compacted topic's own key is `key` and `kind`, and its
   * partition is chosen by `key` alone.
   */
  readonly ends?: 'key' | 'kind';
}

export interface StoredRecord extends Pick<LogRecord, 'key' | 'value'> {
  /** Rises within a partition, with gaps allowed. */
  readonly offset: number;
  /** When it was appended, Unix milliseconds by the log's clock. */
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a topic keeps. */
export type Keep =
  /** Everything. */
  | { readonly what: 'everything' }
  /** What is younger than `ms`, whether it has been read or not. */
  | { readonly what: 'recent'; readonly ms: number }
  /**
   * Of each key the newest record of each kind: whoever begins at the beginning learns how things stand. What is
   * superfluous goes once it is older than `ms`, so a reader that stays away for longer may miss steps, and ends.
   * `kinds` are all that the topic's records have: an engine that compacts by itself must know what an end ends.
   */
  | { readonly what: 'latest'; readonly ms: number; readonly kinds?: readonly string[] };

export interface TopicSettings {
  /** How many partitions a new topic gets; the number of one that is there stays. */
  readonly partitions?: number;
  readonly keep: Keep;
}

/**
 * Every event, kept in order for each key. Durable once `append` resolves; a record is never changed, and goes only as
 * its topic's settings say.
 *
 * Errors: `log.unreachable` (transient). An append that fails so may have been done all the same, so whoever tries
 * again may write twice: records carry an id that tells.
 */
export interface Log {
  /** Says what a topic keeps, and makes it where it is new. A topic that nobody declared keeps everything. */
  declare(topic: string, settings: TopicSettings): Promise<void>;
  /** How many partitions the topic has: 0 to n-1. Fixed for a topic. */
  partitions(topic: string): Promise<number>;
  /**
   * Appends in this order for each key. The records of one key are written together or not at all; those of different
   * keys may be told apart by a failure, and others' may come between them.
   */
  append(topic: string, records: readonly LogRecord[]): Promise<void>;
  /** Records from `from` on, up to `limit` and perhaps fewer; waits up to `waitMs` where there are none yet. */
  read(topic: string, options: ReadOptions): Promise<Page>;
  /** Where a partition begins and ends now. */
  bounds(topic: string, partition: number): Promise<Bounds>;
  /** The offset from which on records are as young as `at` (Unix milliseconds) or younger; the end where none is. */
  offsetAt(topic: string, options: { readonly partition: number; readonly at: number }): Promise<number>;
  /** Takes part in reading a topic under the name of a reader, beside others of that name in other processes. */
  join(topic: string, reader: string): Promise<Membership>;
  /** How far the reader of this name has come in each partition. */
  lag(topic: string, reader: string): Promise<readonly Lag[]>;
  /**
   * Lets go what the topic need not keep; resolves to how many records went. An engine that does so by itself does
   * nothing here.
   */
  sweep(topic: string): Promise<number>;
  close(): Promise<void>;
}

export interface ReadOptions {
  readonly partition: number;
  /** Inclusive. Where the partition begins later, it is read from there. */
  readonly from: number;
  readonly limit: number;
  readonly waitMs: number;
  readonly signal?: AbortSignal;
}

export interface Page {
  readonly records: readonly StoredRecord[];
  /** Where to read on: behind the last record, or further where it is known that nothing lies between. */
  readonly next: number;
  /** Said where records from `from` on are gone by their age, so that whoever reads on here has never read them. */
  readonly missed?: boolean;
}

export interface Bounds {
  /** Of the first record that is there, or the end. */
  readonly earliest: number;
  /** Every later record has this offset or a higher one. */
  readonly end: number;
}

export interface Lag {
  readonly partition: number;
  /** As marked last; undefined where the reader never marked. */
  readonly next: number | undefined;
  /** About how many records there are from there on; 0 where there are none. */
  readonly behind: number;
}

/**
 * One process's part in a reader. Each partition is owned by one member at a time, with an epoch that rises from owner
 * to owner. A member that was away for too long has lost its partitions, whether it knows or not: what it marks
 * and appends under its old epoch is refused. (Leases in an engine's tables, or the members and generations of a Kafka group.)
 */
export interface Membership {
  /** How often to claim, at least. Who does not, loses its partitions after about three times as long. */
  readonly claimEveryMs: number;
  /** Keeps what is owned, takes what is free up to a fair share, and lets go what is more. Resolves to what is owned now. */
  claim(): Promise<readonly Owned[]>;
  /**
   * Says that the reader has done with everything before `next`; back is possible too, to begin again.
   * Errors: `log.not-owner`.
   */
  mark(owned: Owned, next: number): Promise<void>;
  /** Appends to any topic as the owner, so that nothing of an earlier owner comes behind it. Errors: `log.not-owner`. */
  append(owned: Owned, topic: string, records: readonly LogRecord[]): Promise<void>;
  /** Leaves its partitions to the others at once. */
  leave(): Promise<void>;
}

export interface Owned {
  readonly partition: number;
  /** Rises with each new owner: a fencing token, for effects elsewhere too. */
  readonly epoch: number;
  /** As marked last; undefined where the reader never marked. */
  readonly next: number | undefined;
}
