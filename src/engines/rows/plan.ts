import { rowsErrors } from './errors.ts';
import type { Bounds, Change, ColumnType, Condition, ConditionalChange, Slice, TableShape, Value } from './index.ts';
import { afterPrefix, decodeKey, encodeKey, encodeWholeKey, type KeyTypes } from './key.ts';

/** A change with its key as bytes and its time settled: what adapters of keys in bytes apply. */
export type Step =
  | {
      readonly do: 'write';
      readonly key: Buffer;
      /** True where the row is put: it is there even without values. */
      readonly marks: boolean;
      readonly values: ReadonlyMap<string, Value | null>;
      readonly ttlSeconds: number | undefined;
      readonly at: number;
    }
  | { readonly do: 'delete'; readonly key: Buffer; readonly at: number }
  | { readonly do: 'delete-range'; readonly range: KeyRange; readonly at: number };

/** Keys from `low` (inclusive) to `high` (exclusive; undefined: to the end). */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const mostChanges = 500;
const mostRowBytes = 1024 * 1024;
const mostBatchBytes = 4 * 1024 * 1024;
/** Twenty years, Cassandra's own limit. */
const longestTtl = 630_720_000;

const usualPageBytes = 2 * 1024 * 1024;
const largestPageBytes = 8 * 1024 * 1024;

/** The partition's key as bytes. Errors: `rows.refused`, also for empty text, which Cassandra has no place for. */
export function partitionOf(shape: TableShape, key: Fields): Buffer {
  for (const name of Object.keys(shape.partition))
    if (key[name] === '') throw refused(`${name} is empty, and says which partition is meant.`);
  return encodeWholeKey(Object.entries(shape.partition), key);
}

/** How much a page holds. Errors: `rows.refused`. */
export function pageSize({ limit, maxBytes = usualPageBytes }: Slice<TableShape>) {
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= 5000)) throw refused('a page has 1 to 5,000 rows.');
  return { limit, maxBytes: Math.max(1, Math.min(maxBytes, largestPageBytes)) };
}

/** The row that a page goes on after, by its key. Errors: `rows.refused`. */
export function reachedIn(shape: TableShape, { after }: Slice<TableShape>): Buffer | undefined {
  if (after === undefined) return undefined;
  const key = Buffer.from(after, 'base64url');
  const types = clusteringOf(shape);
  try {
    if (encodeWholeKey(types, decodeKey(types, key)).equals(key)) return key;
  } catch {
    // No key of this table: the same sentence.
  }
  throw refused('a page goes on after the `next` of the one before.');
}

export function clusteringOf(shape: TableShape): KeyTypes {
  return Object.entries(shape.clustering);
}

/** Errors: `rows.refused`, `rows.too-large`. */
export function stepsOf(shape: TableShape, changes: readonly Change<TableShape>[], at: number): Step[] {
  if (changes.length > mostChanges) throw tooLarge(`a batch has at most ${mostChanges} changes.`);
  const steps = changes.map((change) => stepOf(shape, change, change.at ?? at));
  let bytes = 0;
  for (const step of steps) if (step.do === 'write') bytes += bytesOf(step);
  if (bytes > mostBatchBytes) throw tooLarge(`a batch has at most ${mostBatchBytes} bytes, this one ${bytes}.`);
  return steps;
}

function stepOf(shape: TableShape, change: Change<TableShape>, at: number): Step {
  if (!Number.isSafeInteger(at) || at <= 0) throw refused('a write time is microseconds since 1970.');
  if (change.do === 'delete-range') return { do: 'delete-range', range: rangeOf(shape, change), at };
  const fields: Fields = change.row;
  const key = encodeWholeKey(clusteringOf(shape), fields);
  if (change.do === 'delete') return { do: 'delete', key, at };
  const values = valuesOf(shape, fields);
  if (change.do === 'put') refuseMissing(shape, values);
  const ttlSeconds = change.ttlSeconds ?? shape.ttlSeconds;
  if (ttlSeconds !== undefined && !(Number.isInteger(ttlSeconds) && ttlSeconds > 0 && ttlSeconds <= longestTtl))
    throw refused('a time to live is a whole number of seconds, up to twenty years.');
  return { do: 'write', key, marks: change.do === 'put', values, ttlSeconds, at };
}

/** Errors: `rows.refused`. */
export function checkConditional(
  shape: TableShape,
  condition: Condition<TableShape>,
  change: ConditionalChange<TableShape>,
): void {
  if (condition === 'absent' && change.do !== 'put') throw refused('where a row is absent it can only be put.');
  if (condition !== 'absent' && Object.keys(shape.columns).length === 0)
    throw refused(`${shape.name} has no columns, so that only "absent" can be a condition.`);
  if (typeof condition === 'object' && valuesOf(shape, condition).size === 0)
    throw refused('a condition names one column at least.');
}

export function rangeOf(shape: TableShape, { within = {}, from, to }: Bounds<TableShape>): KeyRange {
  const clustering = clusteringOf(shape);
  const prefix = encodeKey(clustering, within);
  const low = from === undefined ? prefix : largest(prefix, encodeKey(clustering, { ...within, ...from }));
  const end = afterPrefix(prefix);
  const high = to === undefined ? end : encodeKey(clustering, { ...within, ...to });
  return { low, high: high !== undefined && end !== undefined && Buffer.compare(end, high) < 0 ? end : high };
}

/** The columns among `fields`, checked. Errors: `rows.refused`. */
export function valuesOf(shape: TableShape, fields: Fields): Map<string, Value | null> {
  const values = new Map<string, Value | null>();
  for (const [name, value] of Object.entries(fields)) {
    const type = shape.columns[name];
    if (type === undefined && !Object.hasOwn(shape.clustering, name) && !Object.hasOwn(shape.partition, name))
      throw refused(`${shape.name} has no column ${name}.`);
    if (type === undefined || value === undefined) continue;
    if (value !== null && !fits(type, value)) throw refused(`${name} is no ${type}.`);
    values.set(name, value as Value | null);
  }
  return values;
}

function refuseMissing(shape: TableShape, values: ReadonlyMap<string, unknown>): void {
  for (const name of Object.keys(shape.columns))
    if (!values.has(name)) throw refused(`a row that is put names all columns, and ${name} is missing. Say null.`);
}

const fitting: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  text: (value) => typeof value === 'string' && value.isWellFormed(),
  integer: (value) => Number.isSafeInteger(value),
  real: (value) => Number.isFinite(value),
  boolean: (value) => typeof value === 'boolean',
  bytes: (value) => value instanceof Uint8Array,
};

function fits(type: ColumnType, value: unknown): boolean {
  return fitting[type](value);
}

function bytesOf({
  key,
  values,
}: {
  readonly key: Buffer;
  readonly values: ReadonlyMap<string, Value | null>;
}): number {
  let bytes = key.length;
  for (const value of values.values()) bytes += sizeOf(value);
  if (bytes > mostRowBytes) throw tooLarge(`a row has at most ${mostRowBytes} bytes, this one ${bytes}.`);
  return bytes;
}

export function sizeOf(value: Value | null): number {
  if (value === null) return 0;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'boolean') return 1;
  return typeof value === 'number' ? 8 : value.byteLength;
}

function largest(one: Buffer, other: Buffer): Buffer {
  return Buffer.compare(one, other) < 0 ? other : one;
}

function tooLarge(why: string) {
  return rowsErrors.error('rows.too-large', { why });
}

function refused(why: string) {
  return rowsErrors.error('rows.refused', { why });
}
