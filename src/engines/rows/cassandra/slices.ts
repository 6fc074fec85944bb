import type { Bounds, TableShape } from '../index.ts';
import { afterPrefix, decodeKey, encodeKey, type KeyTypes } from '../key.ts';
import { clusteringOf } from '../plan.ts';

type KeyValue = string | number;
type Fields = Readonly<Record<string, unknown>>;

/** Where a stretch begins or ends: values of the columns that follow the equal ones. */
export interface Edge {
  readonly values: readonly KeyValue[];
  readonly inclusive: boolean;
}

/** What one CQL statement can name of a partition: equal leading columns, then bounds, in the table's order. */
export interface Stretch {
  readonly equal: readonly KeyValue[];
  readonly low?: Edge | undefined;
  readonly high?: Edge | undefined;
}

export interface From {
  /** A row that was reached before, as its key in bytes. */
  readonly after: Buffer;
  readonly reverse: boolean;
}

/**
 * A range of the table's order as stretches, in that order. Mostly it is one; CQL compares several columns by their
 * natural order only, so where their directions differ each of them has a stretch. Errors: `rows.refused`.
 */
export function stretchesOf(shape: TableShape, bounds: Bounds<TableShape>, from?: From): Stretch[] {
  const types = clusteringOf(shape);
  const { within = {} } = bounds;
  const start = encodeKey(types, within);
  const end = afterPrefix(start);
  let low: Place | undefined = { key: start, values: leading(types, within), inclusive: true };
  let high: Place | undefined;
  if (bounds.from !== undefined) {
    const place = placeOf(types, { ...within, ...bounds.from });
    if (Buffer.compare(place.key, low.key) > 0) low = place;
  }
  if (bounds.to !== undefined) {
    const place = placeOf(types, { ...within, ...bounds.to });
    if (end === undefined || Buffer.compare(place.key, end) < 0) high = { ...place, inclusive: false };
  }
  if (from !== undefined) {
    const place = { key: from.after, values: leading(types, decodeKey(types, from.after)), inclusive: false };
    if (from.reverse) high = place;
    else low = place;
  }
  if (end !== undefined && Buffer.compare(low.key, end) >= 0) return [];
  if (high !== undefined && Buffer.compare(high.key, low.key) <= 0) return [];
  if (low.key.equals(start)) low = undefined;
  return split(types, leading(types, within), low, high);
}

interface Place extends Edge {
  readonly key: Buffer;
}

function split(types: KeyTypes, within: readonly KeyValue[], low?: Edge, high?: Edge): Stretch[] {
  const [first, last] = [low?.values ?? within, high?.values ?? within];
  let shared = within.length;
  while (low && high && shared < first.length && first[shared] === last[shared]) shared += 1;
  const equal = (high ? last : first).slice(0, shared);
  const directions = types.slice(shared, Math.max(first.length, last.length)).map(([, type]) => isDescending(type));
  const rest = (edge: Edge | undefined): Edge | undefined =>
    edge && edge.values.length > shared ? { ...edge, values: edge.values.slice(shared) } : undefined;
  if (new Set(directions).size < 2) return [{ equal, low: rest(low), high: rest(high) }];

  const edge = (values: readonly KeyValue[], at: number, inclusive: boolean): Edge => ({
    values: values.slice(at, at + 1),
    inclusive,
  });
  const inclusive = (length: number) => length === first.length && low?.inclusive === true;
  const stretches: Stretch[] = [];
  for (let at = first.length - 1; low && at > shared; at -= 1)
    stretches.push({ equal: first.slice(0, at), low: edge(first, at, inclusive(at + 1)) });
  stretches.push({
    equal,
    low: low && first.length > shared ? edge(first, shared, inclusive(shared + 1)) : undefined,
    high: high && edge(last, shared, false),
  });
  for (let at = shared + 1; high && at < last.length; at += 1)
    stretches.push({ equal: last.slice(0, at), high: edge(last, at, false) });
  return stretches;
}

export function isDescending(type: string): boolean {
  return type.endsWith('descending');
}

function placeOf(types: KeyTypes, fields: Fields): Place {
  return { key: encodeKey(types, fields), values: leading(types, fields), inclusive: true };
}

function leading(types: KeyTypes, fields: Fields): KeyValue[] {
  return types.map(([name]) => fields[name]).filter((value) => value !== undefined) as KeyValue[];
}
