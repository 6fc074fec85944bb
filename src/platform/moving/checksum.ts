import { createHash } from 'node:crypto';

/** A value as one text, the same whichever engine gave it: bytes are marked as such. */
export function canonical(values: readonly unknown[]): string {
  return JSON.stringify(values.map(plain));
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array)
    return { bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') };
  return typeof value === 'bigint' ? Number(value) : (value ?? null);
}

export function sha256Of(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A sum over things in order that can be put down and gone on with: of the sum before, and what comes next. */
export function summed(before: string, items: readonly string[]): string {
  const hash = createHash('sha256').update(before);
  for (const item of items) hash.update(`${item.length}:`).update(item);
  return hash.digest('hex');
}
