import fc from 'fast-check';
import type { Change, Row, Slice } from '../index.ts';

/** The suite's table: what profiles watched, newest first. */
export const viewings = {
  name: 'viewings',
  partition: { profile: 'text' },
  clustering: { day: 'integer descending', title: 'text' },
  columns: { position: 'integer', rate: 'real', done: 'boolean', note: 'text', blob: 'bytes' },
} as const;

export type Viewing = Row<typeof viewings>;
type ViewingChange = Change<typeof viewings> & { readonly at: number };

const day = fc.integer({ min: 0, max: 3 });
const at = fc.integer({ min: 1, max: 6 });
const key = fc.record({ day, title: fc.constantFrom('a', 'b', 'ß') });
const columns = {
  position: fc.option(fc.integer({ min: 0, max: 2 })),
  rate: fc.option(fc.constantFrom(1, 1.5)),
  done: fc.option(fc.boolean()),
  note: fc.option(fc.constantFrom('x', 'y')),
  blob: fc.option(fc.constantFrom(Uint8Array.of(), Uint8Array.of(1), Uint8Array.of(1, 0))),
};
const change: fc.Arbitrary<ViewingChange> = fc.oneof(
  fc.tuple(key, fc.record(columns), at).map(([k, c, time]) => ({ do: 'put', row: { ...k, ...c }, at: time }) as const),
  fc
    .tuple(key, fc.record(columns, { requiredKeys: [] }), at)
    .map(([k, c, time]) => ({ do: 'update', row: { ...k, ...c }, at: time }) as const),
  fc.tuple(key, at).map(([row, time]) => ({ do: 'delete', row, at: time }) as const),
  fc.tuple(day, day, at).map(([a, b, time]) => ({
    ...{ do: 'delete-range' as const, at: time },
    ...{ from: { day: Math.max(a, b) }, to: { day: Math.min(a, b) } },
  })),
);

/** Batches of changes, each with a write time that has nothing to do with its place. */
export const history = fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });

/** Slices, and which rows lie in each. */
export const slices = fc
  .array(
    fc.record({ a: day, b: day, limit: fc.integer({ min: 1, max: 5 }), reverse: fc.boolean(), within: fc.boolean() }),
    { maxLength: 3 },
  )
  .map((wanted) => wanted.map(sliceOf));

function sliceOf({
  a,
  b,
  within,
  ...rest
}: {
  a: number;
  b: number;
  limit: number;
  reverse: boolean;
  within: boolean;
}) {
  const [from, to] = [Math.max(a, b), Math.min(a, b)];
  const slice: Slice<typeof viewings> = within
    ? { ...rest, within: { day: a }, from: { title: 'b' } }
    : { ...rest, from: { day: from, title: 'b' }, to: { day: to } };
  const keeps = (row: Viewing) =>
    within
      ? row.day === a && row.title >= 'b'
      : row.day > to && (row.day < from || (row.day === from && row.title >= 'b'));
  return { slice, keeps };
}

/** What is seen once all changes have come, worked out from the rules of the port and nothing else. */
export function naive(profile: string, changes: readonly ViewingChange[]): Viewing[] {
  const rows: Viewing[] = [];
  for (const day of [3, 2, 1, 0]) {
    for (const title of ['a', 'b', 'ß']) {
      const deletedAt = Math.max(0, ...changes.filter((each) => deletes(each, day, title)).map((each) => each.at));
      const writes = changes.filter((each) => writesTo(each, day, title)).filter((each) => each.at > deletedAt);
      const values = Object.fromEntries(
        Object.keys(viewings.columns).map((name) => [name, winner(writes, name)]),
      ) as Omit<Viewing, 'profile' | 'day' | 'title'>;
      const put = writes.some((each) => each.do === 'put');
      if (put || Object.values(values).some((value) => value !== null)) rows.push({ profile, day, title, ...values });
    }
  }
  return rows;
}

function deletes(each: ViewingChange, day: number, title: string): boolean {
  if (each.do === 'delete') return each.row.day === day && each.row.title === title;
  return each.do === 'delete-range' && day <= (each.from?.day ?? 3) && day > (each.to?.day ?? -1);
}

function writesTo(each: ViewingChange, day: number, title: string): boolean {
  return (each.do === 'put' || each.do === 'update') && each.row.day === day && each.row.title === title;
}

function winner(writes: readonly ViewingChange[], name: string): unknown {
  const candidates = writes.flatMap((each) => {
    const value = 'row' in each ? (each.row as Readonly<Record<string, unknown>>)[name] : undefined;
    return value === undefined ? [] : [{ at: each.at, value }];
  });
  candidates.sort(
    (one, other) => other.at - one.at || nullFirst(one.value, other.value) || compare(other.value, one.value),
  );
  return candidates[0]?.value ?? null;
}

function nullFirst(one: unknown, other: unknown): number {
  return Number(other === null) - Number(one === null);
}

export function compare(one: unknown, other: unknown): number {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other);
  if (one === other) return 0;
  return (one as number) < (other as number) ? -1 : 1;
}
