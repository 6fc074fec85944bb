import type { Objects } from '../../../engines/objects/index.ts';
import type { ByteSource } from '../../../media/index.ts';

/** A stored object that is read by range. */
export function storedSource(
  objects: Objects,
  { key, bytes }: { readonly key: string; readonly bytes: number },
): ByteSource {
  return { size: bytes, read: (first, last) => objects.read(key, { first, last }) };
}
