/** Bytes that are somewhere else: a stored object, a file, memory. */
export interface ByteSource {
  readonly size: number;
  /** The bytes of an inclusive range. */
  read(first: number, last: number): Promise<Uint8Array>;
}

/** Bytes in memory as a source. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: async (first, last) => bytes.subarray(first, last + 1) };
}
