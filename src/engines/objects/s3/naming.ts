import type { Metadata } from '../index.ts';
import { checkKey } from '../key.ts';

/** What goes with an object and is ours: the hash with which it was put. */
export const sha256Name = 'bijou-sha256';

/** How a key is called in the bucket. Errors: `objects.bad-key`. */
export function naming(prefix: string): (key: string) => string {
  return (key) => prefix + checkKey(key);
}

export function metadataOf(metadata: Metadata = {}, sha256?: string): Record<string, string> {
  return { ...metadata, ...(sha256 !== undefined && { [sha256Name]: sha256 }) };
}
