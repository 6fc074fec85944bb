import type { Change, TableShape, Value } from '../../engines/rows/index.ts';
import type { Cell, Kept } from '../../engines/rows/sqlite/cells.ts';

type Fields = Readonly<Record<string, Value | null>>;
type AnyChange = Change<TableShape>;

/**
 * What makes a row in another engine that has it as it is kept here: its deletion, its putting, and what was written to
 * single columns since, each at its own write time and for what is left of its time to live. What has run out stays as
 * its end: it stands against what was written before it and arrives late.
 */
export function changesOf(
  shape: TableShape,
  key: Fields,
  { kept, now }: { readonly kept: Kept; readonly now: number },
): readonly AnyChange[] {
  const { deletedAt, marker, cells } = kept;
  const changes: unknown[] = [];
  if (deletedAt > 0) changes.push({ do: 'delete', row: key, at: deletedAt });
  const isPut = marker !== undefined && (marker.until === null || marker.until > now);
  const ofPut = (cell: Cell | undefined): boolean => isPut && cell?.at === marker.at && cell.until === marker.until;
  if (isPut) {
    const columns = Object.keys(shape.columns).map((name) => [
      name,
      ofPut(cells.get(name)) ? (cells.get(name)?.value ?? null) : null,
    ]);
    changes.push({
      do: 'put',
      row: { ...key, ...Object.fromEntries(columns) },
      at: marker.at,
      ...lifeOf(marker.until, now),
    });
  }
  // A row that was put has no value, and none but that, in a column of which nothing is kept.
  const others = [...cells].filter(
    ([, cell]) => !ofPut(cell) && !(isPut && cell.value === null && cell.at === marker.at),
  );
  for (const some of Map.groupBy(others, ([, { at, until }]) => `${at} ${until}`).values()) {
    const [first] = some;
    if (first === undefined) continue;
    const { at, until } = first[1];
    const isOver = until !== null && until <= now;
    const values = some.map(([name, { value }]) => [name, isOver ? null : value]);
    const named = values.filter(([name]) => Object.hasOwn(shape.columns, String(name)));
    if (named.length === 0) continue;
    changes.push({
      do: 'update',
      row: { ...key, ...Object.fromEntries(named) },
      at,
      ...(isOver ? {} : lifeOf(until, now)),
    });
  }
  return changes as readonly AnyChange[];
}

/** In whole seconds, as engines take it: rounded up, so that nothing ends before its time. */
function lifeOf(until: number | null, now: number): { readonly ttlSeconds?: number } {
  return until === null ? {} : { ttlSeconds: Math.max(1, Math.ceil((until - now) / 1000)) };
}
