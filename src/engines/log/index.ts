export interface LogRecord {
  /** Records of one key keep their order. */
  readonly key: string;
  readonly value: string;
  /** A later record of the same key and kind makes this one superfluous. Without a kind it is kept for good. */
  readonly kind?: string;
  /** It makes all earlier records of its key superfluous, and in the end itself. */
  readonly ends?: boolean;
}

export interface StoredRecord extends Pick<LogRecord, 'key' | 'value'> {
  /** Rises within a partition, with gaps allowed. */
  readonly offset: number;
  /** Unix milliseconds. */
  readonly at: number;
}

/**
 * Every event, kept in order for each key. Durable once `append` resolves; a record is never
 * changed, and dropped by `prune` alone.
 */
export interface Log {
  append(topic: string, records: readonly LogRecord[]): Promise<void>;
  /** How many partitions the topic has: 0 to n-1. Fixed for a topic. */
  partitions(topic: string): Promise<number>;
  /** Records from `from` on (inclusive), up to `limit`; waits up to `waitMs` where there are none yet. */
  read(topic: string, options: ReadOptions): Promise<readonly StoredRecord[]>;
  /** Says that a reader has done with everything before `next`; never back. */
  mark(topic: string, place: ReaderPlace): Promise<void>;
  /**
   * Drops what is older than `before`, superfluous by a later record, and read by every reader that ever left a mark, so
   * that whoever begins at the beginning still learns how things stand. Of a topic without readers nothing is dropped.
   * Resolves to how many records went.
   */
  prune(topic: string, options: { readonly before: number }): Promise<number>;
  close(): Promise<void>;
}

export interface ReaderPlace {
  readonly reader: string;
  readonly partition: number;
  readonly next: number;
}

export interface ReadOptions {
  readonly partition: number;
  readonly from: number;
  readonly limit: number;
  readonly waitMs: number;
  readonly signal?: AbortSignal;
}
