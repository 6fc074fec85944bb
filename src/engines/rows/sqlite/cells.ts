import type { Value } from '../index.ts';

/** When something was written (microseconds), and until when it stands (milliseconds; null: for good). */
export interface Stamp {
  readonly at: number;
  readonly until: number | null;
}

/** One column's value; null where it was taken away, which is remembered. */
export interface Cell extends Stamp {
  readonly value: Value | null;
}

/** A row as it is kept: what is seen of it at a moment follows from its stamps. */
export interface Kept {
  /** Nothing written at or before this counts; 0 where the row was never deleted. */
  readonly deletedAt: number;
  /** That the row was put, whatever its columns hold. */
  readonly marker: Stamp | undefined;
  readonly cells: ReadonlyMap<string, Cell>;
}

export const nothing: Kept = { deletedAt: 0, marker: undefined, cells: new Map() };

/** What two writers left, in whatever order they came. */
export function merged(one: Kept, other: Kept): Kept {
  const cells = new Map(one.cells);
  for (const [name, cell] of other.cells) {
    const known = cells.get(name);
    if (known === undefined || wins(cell, known)) cells.set(name, cell);
  }
  const marker = later(one.marker, other.marker);
  return without({ deletedAt: 0, marker, cells }, Math.max(one.deletedAt, other.deletedAt));
}

/** The row once what was written at or before `at` is gone; remembers `at`. */
export function without(row: Kept, at: number): Kept {
  const { marker } = row;
  return {
    deletedAt: Math.max(row.deletedAt, at),
    marker: marker !== undefined && marker.at > at ? marker : undefined,
    cells: new Map([...row.cells].filter(([, cell]) => cell.at > at)),
  };
}

/** The row's values at a moment; undefined where there is no row to see. */
export function seen(row: Kept, now: number): Map<string, Value> | undefined {
  const values = new Map<string, Value>();
  for (const [name, { value, until }] of row.cells) if (value !== null && stands(until, now)) values.set(name, value);
  const put = row.marker !== undefined && stands(row.marker.until, now);
  return put || values.size > 0 ? values : undefined;
}

/** When the last of it will be over; null: never. For a row that is not seen, `now`. */
export function seenUntil(row: Kept, now: number): number | null {
  const stamps: Stamp[] = [...row.cells.values()].filter(({ value }) => value !== null);
  if (row.marker !== undefined) stamps.push(row.marker);
  let last = now;
  for (const { until } of stamps) {
    if (until === null) return null;
    last = Math.max(last, until);
  }
  return last;
}

/** The earliest and latest write that the row still shows or remembers; deletions of all of it aside. */
export function writtenBetween(row: Kept): readonly [oldest: number, newest: number] {
  const times = [...row.cells.values(), ...(row.marker === undefined ? [] : [row.marker])].map(({ at }) => at);
  return times.length === 0 ? [row.deletedAt, row.deletedAt] : [Math.min(...times), Math.max(...times)];
}

function stands(until: number | null, now: number): boolean {
  return until === null || until > now;
}

function later(one: Stamp | undefined, other: Stamp | undefined): Stamp | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one.at !== other.at) return one.at > other.at ? one : other;
  return lasts(one) >= lasts(other) ? one : other;
}

function wins(cell: Cell, known: Cell): boolean {
  if (cell.at !== known.at) return cell.at > known.at;
  if ((cell.value === null) !== (known.value === null)) return cell.value === null;
  if (lasts(cell) !== lasts(known)) return lasts(cell) > lasts(known);
  return cell.value !== null && known.value !== null && greater(cell.value, known.value);
}

/** What expires goes before what lasts, as in Cassandra: of two equal writes the same one is kept everywhere. */
function lasts({ until }: Stamp): number {
  return until ?? 0;
}

function greater(one: Value, other: Value): boolean {
  if (typeof one === 'string' && typeof other === 'string')
    return Buffer.compare(Buffer.from(one), Buffer.from(other)) > 0;
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) > 0;
  return one > other;
}
