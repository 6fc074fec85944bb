import type { Bounds, TableShape } from '../../engines/rows/index.ts';
import { afterPrefix, decodeKey, encodeKey, type KeyTypes } from '../../engines/rows/key.ts';
import { clusteringOf, type KeyRange } from '../../engines/rows/plan.ts';

/** The port's words for a range of keys in bytes: the other way round of `rangeOf`. */
export function boundsOf(shape: TableShape, { low, high }: KeyRange): Bounds<TableShape> {
  const types = clusteringOf(shape);
  const from = leading(types, low);
  if (high === undefined) return from.length === 0 ? {} : { from: named(types, from) };
  // The end of all keys that begin as `low` does, in as many columns as possible.
  for (let count = from.length; count >= 0; count -= 1) {
    const prefix = encodeKey(types, named(types, from.slice(0, count)));
    if (afterPrefix(prefix)?.equals(high) !== true) continue;
    const within = named(types, from.slice(0, count));
    return count === from.length ? { within } : { within, from: named(types, from, count) };
  }
  const to = leading(types, high);
  // What both have in common is said once: engines know no bounds that begin in different columns.
  let common = 0;
  while (common < Math.min(from.length, to.length) - 1 && from[common] === to[common]) common += 1;
  return {
    ...(common === 0 ? {} : { within: named(types, from.slice(0, common)) }),
    ...(from.length === common ? {} : { from: named(types, from, common) }),
    to: named(types, to, common),
  };
}

type Part = string | number;

/** The columns whose values a key in bytes has. */
function leading(types: KeyTypes, key: Buffer): readonly Part[] {
  for (let count = 0; count <= types.length; count += 1) {
    const some = types.slice(0, count);
    try {
      const values = decodeKey(some, key);
      if (encodeKey(some, values).equals(key)) return some.map(([name]) => values[name] as Part);
    } catch {
      // Cut off within a column: of more columns, or none.
    }
  }
  return [];
}

function named(types: KeyTypes, values: readonly Part[], from = 0): Record<string, Part> {
  return Object.fromEntries(values.slice(from).map((value, index) => [types[from + index]?.[0] ?? '', value]));
}
