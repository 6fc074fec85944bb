import { createHash } from 'node:crypto';
import type { ObjectBody } from '../../engines/objects/index.ts';

export interface HashedBody {
  readonly body: ObjectBody;
  /** SHA-256 in hex, and the bytes that went by. Only once the body has been read to its end. */
  seen(): { readonly hash: string; readonly bytes: number };
}

/** Hashes a body while somebody else reads it. */
export function hashed(body: ObjectBody): HashedBody {
  const hash = createHash('sha256');
  let bytes = 0;
  function take(chunk: Uint8Array): void {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  const seen = () => ({ hash: hash.digest('hex'), bytes });
  if (body instanceof Uint8Array) {
    take(body);
    return { body, seen };
  }
  const passing = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      take(chunk);
      controller.enqueue(chunk);
    },
  });
  return { body: body.pipeThrough(passing), seen };
}

/** SHA-256 in hex of everything that a stream gives. */
export async function hashOf(stream: AsyncIterable<Uint8Array>): Promise<{ hash: string; bytes: number }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of stream) {
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { hash: hash.digest('hex'), bytes };
}

export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
