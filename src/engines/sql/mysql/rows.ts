import type { FieldPacket } from 'mysql2';
import { sqlErrors } from '../errors.ts';

const bigint = 8;
const decimal = 246;
/** The character set of bytes. */
const binary = 63;
/** Of blobs and of texts, short and long. */
const strings = new Set([249, 250, 251, 252, 253, 254]);

type Row = Record<string, unknown>;

/**
 * Rows as the port gives them: integers as numbers or not at all, decimals, such as sums, as numbers, bytes as Uint8Array.
 * Errors: `sql.unsafe-integer`.
 */
export function rowsOf(rows: readonly unknown[], fields: readonly FieldPacket[]): readonly Row[] {
  const known = rows as Row[];
  for (const { name, columnType = 0, characterSet = 0 } of fields) {
    if (columnType === bigint || columnType === decimal) change(known, name, numberOf);
    else if (characterSet === binary && strings.has(columnType)) change(known, name, bytesOf);
  }
  return known;
}

function change(rows: readonly Row[], column: string, by: (value: unknown) => unknown): void {
  for (const row of rows) {
    const value = row[column];
    // Mostly they are numbers already.
    if (typeof value === 'string' || Buffer.isBuffer(value)) row[column] = by(value);
  }
}

function numberOf(value: unknown): unknown {
  const number = Number(value);
  if (Number.isInteger(number) && !Number.isSafeInteger(number))
    throw sqlErrors.error('sql.unsafe-integer', { why: `the database holds ${value}` });
  return number;
}

/** A copy: the driver's lie in the memory of a whole answer. */
function bytesOf(value: unknown): unknown {
  return Buffer.isBuffer(value) ? new Uint8Array(value) : value;
}
