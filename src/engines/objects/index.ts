/** What is known of one stored object. */
export interface ObjectInfo {
  readonly key: string;
  readonly bytes: number;
  /** Changes with the bytes. Without quotes. */
  readonly etag: string;
  /** Unix milliseconds. */
  readonly modifiedAt: number;
}

/** What a list does not tell. */
export interface ObjectHead extends ObjectInfo {
  /** Media type, as it was put. */
  readonly contentType?: string;
  readonly metadata: Metadata;
  /** Hex, where it was put whole with this checksum; an object joined of parts has none. */
  readonly sha256?: string;
}

/** Short texts that go with an object: names of `[a-z0-9-]`, values of printable ASCII, 1,900 characters in all. */
export type Metadata = Readonly<Record<string, string>>;

/** Of what a store lies on. */
export interface Space {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

/** Inclusive, as in HTTP. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

export type ObjectBody = ReadableStream<Uint8Array> | Uint8Array;

export interface PutOptions {
  readonly contentType?: string;
  readonly metadata?: Metadata;
  /** What the bytes must be, hex: others are refused, and nothing is stored. */
  readonly sha256?: string;
  /** Only where nothing lies under the key; of several that put so at once, one does. */
  readonly ifAbsent?: true;
  /** Only where the object still has this etag; of several that put so at once, one does. */
  readonly ifMatch?: string;
}

/**
 * A store of whole objects, and no more than S3 can. Keys are `a/b/c` of `[A-Za-z0-9._-]` parts, 900 characters at most;
 * never a key and a prefix of it.
 *
 * An object appears whole or not at all, is durable once the promise resolves, and is seen by all from then on. Any call
 * may fail with a `transient` error: before it was done (`objects.throttled`), or although it was (`objects.uncertain`).
 * Platform tries again what can be done twice. A conditional put in doubt is left to its caller, who alone can tell their
 * own object from another's; so is a body that was a stream and has begun to flow.
 */
export interface Objects {
  /**
   * Stores the bytes under the key, replacing what was there. Who puts under a condition always does, for one key.
   * Errors: `objects.full`, `objects.bad-key`, `objects.bad-metadata`, `objects.checksum-mismatch`,
   * `objects.precondition-failed`.
   */
  put(key: string, body: ObjectBody, options?: PutOptions): Promise<ObjectInfo>;
  /**
   * The bytes, or a range of them. Errors: `objects.not-found`, `objects.bad-range`; `objects.changed` where it shares
   * bytes with a file that was written to after it was taken in. A body may break off with `objects.cut`: what is missing
   * can be got as a range, if the etag is still the same.
   */
  get(
    key: string,
    range?: ByteRange,
  ): Promise<{ readonly info: ObjectInfo; readonly body: ReadableStream<Uint8Array> }>;
  /** Reads into memory; the way for hot, small ranges. Errors as `get`. */
  read(key: string, range?: ByteRange): Promise<Uint8Array>;
  head(key: string): Promise<ObjectHead | undefined>;
  /** Absent keys are no error. */
  delete(keys: readonly string[]): Promise<void>;
  /**
   * Each key once, in an order that stays; on most engines that of the keys (`ordered`). `after` is the last key of the page
   * before, whether or not it is still there. Fewer than `limit`, 1 to 1,000, only at the end.
   */
  list(prefix: string, page?: { readonly after?: string; readonly limit?: number }): Promise<readonly ObjectInfo[]>;
  readonly multipart: Multipart;
  /** Where the store can take in a file of this machine: shares its bytes or copies. Errors: as `put`, `objects.no-such-file`. */
  readonly takeIn?: (key: string, path: string | Buffer) => Promise<ObjectInfo>;
  /** Where the store has bounds: what is left of its room; undefined where that cannot be told. */
  readonly space?: () => Promise<Space | undefined>;
  /** Where the store has a door of its own. */
  readonly presign?: Presign;
  close(): Promise<void>;
}

/** Addresses that let whoever has them do one thing, for a while; up to seven days. */
export interface Presign {
  get(key: string, options: { readonly forMs: number }): Promise<string>;
  put(key: string, options: { readonly forMs: number; readonly contentType?: string }): Promise<string>;
}

export interface Part {
  readonly number: number;
  readonly etag: string;
  readonly bytes: number;
}

/**
 * An object in parts that arrive one by one, in any order, each 1 to 10,000, and may be sent again. Each is of 5 MiB to
 * 5 GiB, and the last of them of any size; the whole is of 5 TiB at most.
 */
export interface Multipart {
  /** Resolves to the upload's id. */
  create(key: string, options?: Pick<PutOptions, 'contentType' | 'metadata'>): Promise<string>;
  /** Errors: `objects.no-such-upload`, `objects.checksum-mismatch`, `objects.full`. */
  putPart(key: string, upload: string, part: PartToPut): Promise<Part>;
  parts(key: string, upload: string): Promise<readonly Part[]>;
  /** Joins the parts in order of number. Errors: `objects.no-such-upload`, `objects.part-missing`, `objects.part-too-small`. */
  complete(key: string, upload: string, parts: readonly Part[]): Promise<ObjectInfo>;
  abort(key: string, upload: string): Promise<void>;
  /** Uploads under way under a prefix. */
  uploads(
    prefix: string,
  ): Promise<readonly { readonly key: string; readonly upload: string; readonly startedAt: number }[]>;
}

export interface PartToPut {
  readonly number: number;
  readonly body: ObjectBody;
  /** What its bytes must be, hex. */
  readonly sha256?: string;
}
