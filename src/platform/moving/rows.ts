import type { Change, Rows, Table, TableShape, Value } from '../../engines/rows/index.ts';
import { decodeKey, type KeyTypes } from '../../engines/rows/key.ts';
import { clusteringOf, sizeOf } from '../../engines/rows/plan.ts';
import { type Kept, seen } from '../../engines/rows/sqlite/cells.ts';
import { unpacked } from '../../engines/rows/sqlite/packing.ts';
import { columnOf, deletionsOf, tableOf } from '../../engines/rows/sqlite/tables.ts';
import type { SqliteReader, SqliteRow } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import { canonical, summed } from './checksum.ts';
import { movingErrors } from './errors.ts';
import { inOrder } from './in-order.ts';
import { differencesUpTo, type Mover } from './mover.ts';
import type { Progress } from './progress.ts';
import { changesOf } from './rows-changes.ts';
import { boundsOf } from './rows-deletions.ts';
import type { Source } from './source.ts';

const rowsAtOnce = 1_000;
const bytesAtOnce = 4 * 1024 * 1024;
/** Of one batch of a partition. */
const changesAtOnce = 100;
const changedBytesAtOnce = 1024 * 1024;
const lanes = 16;
/** What runs out while it is compared is left out. */
const aboutOverMs = 120_000;

export interface RowsMoverOptions {
  readonly source: Source;
  readonly target: Rows;
  readonly progress: Progress;
  readonly clock: Clock;
}

type Fields = Readonly<Record<string, string | number>>;

interface OldRow {
  readonly partition: Fields;
  readonly key: Fields;
  readonly kept: Kept;
  readonly place: Place;
}

/** Keys in bytes, as base64url. */
type Place = readonly [partition: string, clustering: string];

/** Changes of one partition that are written as one. */
interface Batch {
  readonly partition: Fields;
  readonly changes: readonly Change<TableShape>[];
  readonly rows: number;
  readonly bytes: number;
  readonly place: Place;
}

/** Wide rows, cell by cell, with their write times: written again they are the same. */
export function rowsMover({ source, target, progress, clock }: RowsMoverOptions): Mover {
  const { rows: old } = source;
  const shapes = old === undefined ? [] : shapesIn(old);

  async function carryDeletions(file: SqliteReader, shape: TableShape, table: Table<TableShape>): Promise<void> {
    const note = `rows/deletions/${shape.name}`;
    for (let after = (await progress.get<number>(note)) ?? 0; ; ) {
      const rows = file.rows({
        sql: `select rowid as id, partition, low, high, at from ${deletionsOf(shape.name)} where rowid > ? order by rowid limit ?`,
        values: [after, rowsAtOnce],
      });
      if (rows.length === 0) return;
      await inOrder(rows, {
        atOnce: lanes,
        work: ({ partition, low, high, at }) => {
          const range = { low: bufferOf(low), high: high === null ? undefined : bufferOf(high) };
          const change = { do: 'delete-range', ...boundsOf(shape, range), at: Number(at) } as Change<TableShape>;
          return table.write(decodeKey(Object.entries(shape.partition), bufferOf(partition)), [change]);
        },
        done: async ({ id }) => {
          after = Number(id);
        },
      });
      await progress.set(note, after);
    }
  }

  return {
    port: 'rows',
    async refuseTaken() {
      for (const shape of shapes) {
        const [first] = old === undefined ? [] : rowsIn(old, shape);
        if (first === undefined) continue;
        const table = await target.table(shape);
        const { rows } = await table.read(first.partition, { limit: 1 });
        if (rows.length > 0) throw movingErrors.error('moving.taken', { port: 'rows', what: `rows of ${shape.name}` });
      }
    },
    async carry(onCarried) {
      if (old === undefined) return;
      for (const shape of shapes) {
        const table = await target.table(shape);
        await carryDeletions(old, shape, table);
        const note = `rows/carried/${shape.name}`;
        const after = await progress.get<[string, string]>(note);
        let since = 0;
        await inOrder(
          batchesOf(shape, rowsIn(old, shape, after), () => clock.now()),
          {
            atOnce: lanes,
            work: ({ partition, changes }) => table.write(partition, changes),
            async done({ rows, bytes, place }) {
              since += rows;
              onCarried(rows, bytes);
              if (since < rowsAtOnce) return;
              since = 0;
              await progress.set(note, [...place]);
            },
          },
        );
      }
    },
    async verify(onCarried) {
      const found = differencesUpTo();
      const sums = { source: '', target: '' };
      if (old === undefined) return { checksums: sums, differences: [] };
      for (const shape of shapes) {
        const table = await target.table(shape);
        await inOrder(partitionsOf(rowsIn(old, shape)), {
          atOnce: 4,
          work: (rows) => compare({ shape, table, rows, now: clock.now() }),
          async done(rows, { differences, lines, there }) {
            for (const difference of differences) found.add(difference);
            sums.source = summed(sums.source, lines);
            sums.target = summed(sums.target, there);
            onCarried(rows.length, 0);
          },
        });
      }
      return { checksums: sums, differences: found.all };
    },
  };
}

function shapesIn(old: SqliteReader): readonly TableShape[] {
  return old
    .rows({ sql: 'select shape from shapes order by name' })
    .map(({ shape }) => JSON.parse(String(shape)) as TableShape);
}

function* rowsIn(old: SqliteReader, shape: TableShape, from: Place = ['', '']): Generator<OldRow> {
  const partitionTypes: KeyTypes = Object.entries(shape.partition);
  const clusteringTypes = clusteringOf(shape);
  const columns = Object.keys(shape.columns).map((name) => `, ${columnOf(name)}`);
  for (let place = from; ; ) {
    const rows = old.rows(
      {
        sql: `select partition, clustering, stamps${columns.join('')} from ${tableOf(shape.name)}
          where (partition, clustering) > (?, ?) order by partition, clustering limit ?`,
        values: [...place.map((part) => Buffer.from(part, 'base64url')), rowsAtOnce],
      },
      bytesAtOnce,
    );
    for (const row of rows) {
      place = [bufferOf(row.partition).toString('base64url'), bufferOf(row.clustering).toString('base64url')];
      yield {
        place,
        partition: decodeKey(partitionTypes, bufferOf(row.partition)),
        key: decodeKey(clusteringTypes, bufferOf(row.clustering)),
        kept: unpacked(shape, row),
      };
    }
    if (rows.length === 0) return;
  }
}

function* batchesOf(shape: TableShape, rows: Iterable<OldRow>, now: () => number): Generator<Batch> {
  let batch: Batch | undefined;
  for (const { partition, key, kept, place } of rows) {
    const changes = changesOf(shape, key, { kept, now: now() });
    let bytes = 0;
    for (const { value } of kept.cells.values()) bytes += sizeOf(value);
    const isOther = batch !== undefined && batch.place[0] !== place[0];
    const isFull =
      batch !== undefined &&
      (batch.changes.length + changes.length > changesAtOnce || batch.bytes + bytes > changedBytesAtOnce);
    if (batch !== undefined && (isOther || isFull)) {
      yield batch;
      batch = undefined;
    }
    batch = {
      ...{ partition, place },
      changes: [...(batch?.changes ?? []), ...changes],
      rows: (batch?.rows ?? 0) + 1,
      bytes: (batch?.bytes ?? 0) + bytes,
    };
  }
  if (batch !== undefined) yield batch;
}

/** Rows partition by partition, none of which is beyond ten megabytes. */
function* partitionsOf(rows: Iterable<OldRow>): Generator<readonly OldRow[]> {
  let some: OldRow[] = [];
  for (const row of rows) {
    if (some.length > 0 && some[0]?.place[0] !== row.place[0]) {
      yield some;
      some = [];
    }
    some.push(row);
  }
  if (some.length > 0) yield some;
}

interface Compare {
  readonly shape: TableShape;
  readonly table: Table<TableShape>;
  readonly rows: readonly OldRow[];
  readonly now: number;
}

async function compare({ shape, table, rows, now }: Compare) {
  const names = [...Object.keys(shape.partition), ...Object.keys(shape.clustering), ...Object.keys(shape.columns)];
  const lineOf = (row: Readonly<Record<string, Value | null>>) => canonical(names.map((name) => row[name]));
  const nameOf = (row: Readonly<Record<string, unknown>>) =>
    canonical(Object.keys(shape.clustering).map((name) => row[name]));
  const [first] = rows;
  const there = new Map<string, string>();
  for (let after: string | undefined; first !== undefined; ) {
    const page = await table.read(first.partition, { limit: 1_000, after });
    for (const row of page.rows) there.set(nameOf(row), lineOf(row as never));
    after = page.next;
    if (after === undefined) break;
  }
  const differences: string[] = [];
  const lines: string[] = [];
  const others: string[] = [];
  for (const { partition, key, kept } of rows) {
    const name = nameOf(key);
    const is = there.get(name);
    there.delete(name);
    if (isEnding(kept, now)) continue;
    const values = seen(kept, now);
    if (values === undefined && is === undefined) continue;
    const was = values && lineOf({ ...partition, ...key, ...Object.fromEntries(values) });
    if (was !== is) {
      const how =
        is === undefined
          ? 'the row is missing'
          : was === undefined
            ? 'there is a row that was not carried'
            : 'the row differs';
      differences.push(`${shape.name} ${canonical(Object.values(partition))} ${name}: ${how}`);
    }
    lines.push(was ?? '');
    others.push(is ?? '');
  }
  for (const name of there.keys())
    differences.push(
      `${shape.name} ${canonical(Object.values(first?.partition ?? {}))} ${name}: there is a row that was not carried`,
    );
  return { differences, lines, there: others };
}

/** Something of it runs out about now, or did just now. */
function isEnding(kept: Kept, now: number): boolean {
  const until = [...kept.cells.values(), ...(kept.marker === undefined ? [] : [kept.marker])].map((each) => each.until);
  return until.some((each) => each !== null && Math.abs(each - now) < aboutOverMs);
}

function bufferOf(value: SqliteRow[string] | undefined): Buffer {
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.alloc(0);
}
