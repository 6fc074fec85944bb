import { createHash } from 'node:crypto';
import { objectsErrors } from '../errors.ts';
import type { ObjectBody } from '../index.ts';

/** The body, which is refused at its end where its bytes are others. Errors: `objects.checksum-mismatch`. */
export function mustBe(
  body: ObjectBody,
  { key, sha256 }: { readonly key: string; readonly sha256: string | undefined },
): ObjectBody | AsyncIterable<Uint8Array> {
  if (sha256 === undefined) return body;
  const hash = createHash('sha256');
  function end(): void {
    if (hash.digest('hex') !== sha256) throw objectsErrors.error('objects.checksum-mismatch', { key });
  }
  if (body instanceof Uint8Array) {
    hash.update(body);
    end();
    return body;
  }
  return (async function* () {
    for await (const bytes of body) {
      hash.update(bytes);
      yield bytes;
    }
    end();
  })();
}
