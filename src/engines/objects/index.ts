/** What is known of one stored object. */
export interface ObjectInfo {
  readonly key: string;
  readonly bytes: number;
  /** Changes with the bytes. Without quotes. */
  readonly etag: string;
  /** Unix milliseconds. */
  readonly modifiedAt: number;
}

/** Of the disk that a store lies on. */
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

/**
 * A store of whole objects. Keys are `a/b/c` of `[A-Za-z0-9._-]` parts; never a key and a prefix of it.
 * An object appears whole or not at all, and is durable once the promise resolves.
 */
export interface Objects {
  /** Stores the bytes under the key, replacing what was there. Errors: `objects.full`, `objects.bad-key`. */
  put(key: string, body: ObjectBody): Promise<ObjectInfo>;
  /**
   * The bytes, or a range of them. Errors: `objects.not-found`, `objects.bad-range`; `objects.changed` where it shares
   * bytes with a file that was written to after it was taken in.
   */
  get(
    key: string,
    range?: ByteRange,
  ): Promise<{ readonly info: ObjectInfo; readonly body: ReadableStream<Uint8Array> }>;
  /** Reads into memory; the way for hot, small ranges. Errors as `get`. */
  read(key: string, range?: ByteRange): Promise<Uint8Array>;
  head(key: string): Promise<ObjectInfo | undefined>;
  /** Absent keys are no error. */
  delete(keys: readonly string[]): Promise<void>;
  /** In order of keys. `after` is the last key of the page before. */
  list(prefix: string, page?: { readonly after?: string; readonly limit?: number }): Promise<readonly ObjectInfo[]>;
  /** Takes in a file of this machine: shares its bytes where the file system can, else copies. Errors: `objects.full`. */
  takeIn(key: string, path: string | Buffer): Promise<ObjectInfo>;
  /** What is left of the room that the store has; undefined where it has no bounds. */
  space(): Promise<Space | undefined>;
  readonly multipart: Multipart;
  close(): Promise<void>;
}

export interface Part {
  readonly number: number;
  readonly etag: string;
  readonly bytes: number;
}

/** An object in parts that arrive one by one, in any order, each 1 to 10,000, and may be sent again. */
export interface Multipart {
  /** Resolves to the upload's id. */
  create(key: string): Promise<string>;
  putPart(key: string, upload: string, number: number, body: ObjectBody): Promise<Part>;
  parts(key: string, upload: string): Promise<readonly Part[]>;
  /** Joins the parts in order of number. Errors: `objects.no-such-upload`, `objects.part-missing`. */
  complete(key: string, upload: string, parts: readonly Part[]): Promise<ObjectInfo>;
  abort(key: string, upload: string): Promise<void>;
  /** Uploads under way under a prefix. */
  uploads(
    prefix: string,
  ): Promise<readonly { readonly key: string; readonly upload: string; readonly startedAt: number }[]>;
}
