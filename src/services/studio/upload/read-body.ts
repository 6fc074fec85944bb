import { studioErrors } from '../errors.ts';

/** The whole body of a small request. Errors: `studio.too-large` as soon as it is. */
export async function readBody(request: Request, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.byteLength;
    if (bytes > most) throw tooLarge(most);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

export function tooLarge(most: number): Error {
  return studioErrors.error('studio.too-large', { most: `${most / 1024 / 1024} MB` });
}
