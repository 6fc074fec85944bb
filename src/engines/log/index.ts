export interface LogRecord {
  /** Records of one key keep their order. */
  readonly key: string;
  readonly value: string;
}

export interface StoredRecord extends LogRecord {
  /** Rises within a partition, with gaps allowed. */
  readonly offset: number;
  /** Unix milliseconds. */
  readonly at: number;
}

/** Every event, kept in order for each key. Durable once `append` resolves; a record is never changed. */
export interface Log {
  append(topic: string, records: readonly LogRecord[]): Promise<void>;
  /** How many partitions the topic has: 0 to n-1. Fixed for a topic. */
  partitions(topic: string): Promise<number>;
  /** Records from `from` on (inclusive), up to `limit`; waits up to `waitMs` where there are none yet. */
  read(topic: string, options: ReadOptions): Promise<readonly StoredRecord[]>;
  close(): Promise<void>;
}

export interface ReadOptions {
  readonly partition: number;
  readonly from: number;
  readonly limit: number;
  readonly waitMs: number;
  readonly signal?: AbortSignal;
}
