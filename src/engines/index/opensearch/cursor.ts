import { indexErrors } from '../errors.ts';
import type { Search } from '../index.ts';

export type CursorValue = string | number | null;

/** Where a page ended, and whether it was of what was meant rather than what was typed. */
export interface Cursor {
  readonly meant: boolean;
  readonly values: readonly CursorValue[];
}

const signatureOf = ({ group, sort = [] }: Search) =>
  [group ?? '', ...sort.map(({ by, order, of = '' }) => `${by} ${order} ${of}`)].join();

export function writeCursor(search: Search, { meant, values }: Cursor): string {
  return Buffer.from(JSON.stringify([signatureOf(search), meant, values])).toString('base64url');
}

/** Undefined where the search begins at the beginning. Errors: `index.bad-cursor`. */
export function readCursor(search: Search): Cursor | undefined {
  if (search.after === undefined) return undefined;
  try {
    const [signature, meant, values] = JSON.parse(Buffer.from(search.after, 'base64url').toString('utf8'));
    if (
      signature === signatureOf(search) &&
      typeof meant === 'boolean' &&
      Array.isArray(values) &&
      values.every(isValue)
    )
      return { meant, values };
  } catch {
    // Not one of ours: told below.
  }
  throw indexErrors.error('index.bad-cursor');
}

function isValue(value: unknown): value is CursorValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}
