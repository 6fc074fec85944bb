/**
 * Bytes that are quicker to find than to make again, as EVCache has them. It may forget anything at any moment, and no
 * fault of it is ever its caller's: a read that fails is a miss, a write that fails resolves to false. So nothing here
 * rejects but a programmer's mistake (`cache.refused`), and a service that treats a miss rightly is right.
 *
 * Once a write has resolved to true, whoever reads finds it, a later one, or a miss. After false, and where processes
 * keep a cache each (the embedded one does), an older value may be read until its time is over: what must not be shown
 * for longer than some time is kept for no longer.
 *
 * No compare-and-set and no counting: where each zone has a copy there is no one value to compare with. Use sessions.
 */
export interface Cache {
  get(key: string): Promise<Uint8Array | undefined>;
  /** Only those that were found. */
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Up to 1 MiB; more may be refused (false). */
  set(key: string, value: Uint8Array, options: Lifetime): Promise<boolean>;
  /** Only where there is none. A hint against doing work twice, and no lock: two may be told true. */
  add(key: string, value: Uint8Array, options: Lifetime): Promise<boolean>;
  /** True once no copy is left, whether or not there was one. */
  delete(key: string): Promise<boolean>;
  /** Its time begins anew. False where it is not there. */
  touch(key: string, options: Lifetime): Promise<boolean>;
  close(): Promise<void>;
}

export interface Lifetime {
  /** Whole seconds, 1 to 2,592,000 (thirty days). */
  readonly ttlSeconds: number;
}
