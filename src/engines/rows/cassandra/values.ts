import { types } from 'cassandra-driver';
import type { ColumnType, Value } from '../index.ts';

export type Column = readonly [name: string, type: ColumnType];

/** Values of columns for the driver, in their order; a column that is not among them is left as it is. */
export function toCql(columns: readonly Column[], values: ReadonlyMap<string, Value | null>): unknown[] {
  return columns.map(([name, type]) => {
    const value = values.get(name);
    if (value === undefined) return types.unset;
    if (type === 'integer' && typeof value === 'number') return BigInt(value);
    // The driver copies what it is given into its frames, so a view will do.
    return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
  });
}

/** Values of a key for the driver: integers are bigint there. */
export function keyToCql(values: readonly (string | number)[]): unknown[] {
  return values.map((value) => (typeof value === 'number' ? BigInt(value) : value));
}

/** A value as the driver read it. Bytes are copied: the driver's are part of a whole answer, and would keep it. */
export function fromCql(value: unknown): Value | null {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return (value ?? null) as Value | null;
}
