/** What a Range header asks for, before the size is known. `first` is absent in `-500`, `last` in `500-`. */
export interface AskedRange {
  readonly first: number | undefined;
  readonly last: number | undefined;
}

/** Bytes of a file, both inclusive; or all of them, or none because the range lies beyond the end. */
export type ChosenRange = { readonly first: number; readonly last: number } | 'whole' | 'unsatisfiable';

/**
 * Reads a Range header (RFC 9110, 14.2). Undefined where it is to be ignored: absent, another unit, malformed, or
 * several ranges, for which the whole is a proper answer and costs less than a multipart one.
 */
export function parseRange(header: string | null | undefined): AskedRange | undefined {
  const match = /^\s*bytes=[ \t]*(\d*)-(\d*)\s*$/i.exec(header ?? '');
  if (match === null) return undefined;
  const first = match[1] === '' ? undefined : Number(match[1]);
  const last = match[2] === '' ? undefined : Number(match[2]);
  if (first === undefined && last === undefined) return undefined;
  if (first !== undefined && last !== undefined && last < first) return undefined;
  return { first, last };
}

/** The bytes of a file of `size` bytes that answer it. */
export function chooseRange(asked: AskedRange | undefined, size: number): ChosenRange {
  if (asked === undefined) return 'whole';
  if (asked.first === undefined) {
    const length = Math.min(asked.last ?? 0, size);
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 };
  }
  if (asked.first >= size) return 'unsatisfiable';
  return { first: asked.first, last: Math.min(asked.last ?? size - 1, size - 1) };
}
