import {
  type Logger,
  openSqliteFile,
  type Run,
  type SqliteFile,
  type SqliteRow,
  type Sweeper,
  sweeper,
} from '../../../host/index.ts';
import type { Clock } from '../../../kit/index.ts';
import type { Change, Condition, Page, Row, Rows, Slice, Table, TableShape, Value } from '../index.ts';
import { decodeKey, encodeWholeKey } from '../key.ts';
import {
  checkConditional,
  clusteringOf,
  pageSize,
  partitionOf,
  rangeOf,
  reachedIn,
  type Step,
  stepsOf,
  valuesOf,
} from '../plan.ts';
import { writeTimes } from '../write-time.ts';
import { type Kept, merged, nothing, seen, without, writtenBetween } from './cells.ts';
import { packed, unpacked } from './packing.ts';
import { statementsOf } from './statements.ts';
import { bringTableUp, prepareShapes } from './tables.ts';

export interface SqliteRowsOptions {
  /** Absolute path of the database file; any number of processes may open it. */
  readonly file: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Opened {
  readonly file: SqliteFile;
  readonly clock: Clock;
  readonly writeTime: () => number;
  readonly sweeper: Sweeper;
}

type Fields = Readonly<Record<string, unknown>>;

/** How long deletions, and what has run out, are remembered for writes that come late. */
const rememberedMs = 10 * 24 * 3_600_000;

/** The rows port on a SQLite file (decisions 0010, 0115). */
export async function openSqliteRows(options: SqliteRowsOptions): Promise<Rows> {
  const { clock, logger } = options;
  const file = await openSqliteFile(options);
  await prepareShapes(file);
  const tables = new Map<string, TableShape>();
  const opened: Opened = {
    file,
    clock,
    writeTime: writeTimes(clock),
    sweeper: sweeper({
      ...{ file, clock, logger },
      statements: (now) => [...tables.values()].flatMap((shape) => statementsOf(shape).sweep(now - rememberedMs)),
    }),
  };
  return {
    async table<const Shape extends TableShape>(shape: Shape) {
      await file.transaction((run) => bringTableUp(run, shape));
      tables.set(shape.name, shape);
      return tableOn(opened, shape) as unknown as Table<Shape>;
    },
    close: () => file.close(),
  };
}

function tableOn({ file, clock, writeTime, sweeper: swept }: Opened, shape: TableShape): Table<TableShape> {
  const sql = statementsOf(shape);
  const partitionTypes = Object.entries(shape.partition);
  const clusteringTypes = clusteringOf(shape);

  return {
    async get(key) {
      const partition = partitionOf(shape, key);
      const { rows } = await file.read(sql.find(partition, encodeWholeKey(clusteringTypes, key)));
      return shown(key, unpacked(shape, rows[0]));
    },
    read,
    async write(partition, changes, { at = writeTime() } = {}) {
      const where = partitionOf(shape, partition);
      const steps = stepsOf(shape, changes, at);
      if (steps.length === 0) return;
      await file.transaction((run) => apply(run, where, steps));
      swept.due();
    },
    async writeIf(key, condition, change) {
      const partition = partitionOf(shape, key);
      const clustering = encodeWholeKey(clusteringTypes, key);
      checkConditional(shape, condition, change);
      const holds = conditionOf(shape, condition);
      const row = change.do === 'delete' ? pick(key) : { ...pick(key), ...change.columns };
      const planned = (at: number) => stepsOf(shape, [{ ...change, row } as unknown as Change<TableShape>], at);
      planned(1);
      return file.transaction(async (run) => {
        const { rows } = await run(sql.find(partition, clustering));
        const kept = unpacked(shape, rows[0]);
        const values = seen(kept, clock.now());
        if (!holds(values)) return { applied: false, row: shown(key, kept) };
        // Later than all that it was decided on, whatever the clocks of those who wrote that.
        const at = Math.max(
          writeTime(),
          writtenBetween(kept)[1] + 1,
          kept.deletedAt + 1,
          Number(rows[0]?.gone ?? 0) + 1,
        );
        await apply(run, partition, planned(at));
        return { applied: true };
      });
    },
    async measure(partition) {
      const { rows } = await file.read(sql.measure(partitionOf(shape, partition), clock.now()));
      return { rows: Number(rows[0]?.rows), bytes: Number(rows[0]?.bytes) };
    },
  };

  async function read(key: Fields, slice: Slice<TableShape>): Promise<Page<Row<TableShape>>> {
    const { reverse = false } = slice;
    const { limit, maxBytes } = pageSize(slice);
    const partition = partitionOf(shape, key);
    const after = reachedIn(shape, slice);
    const range = rangeOf(shape, slice);
    const { rows } = await file.read(sql.page({ partition, range, after, reverse, now: clock.now(), limit, maxBytes }));
    const last = rows.at(-1);
    const bytes = rows.reduce((sum, row) => sum + Number(row.bytes), 0);
    const found = rows
      .map((row) => shown({ ...key, ...decodeKey(clusteringTypes, keyOf(row)) }, unpacked(shape, row)))
      .filter((row) => row !== undefined);
    if (last === undefined || (rows.length < limit && bytes < maxBytes)) return { rows: found };
    return { rows: found, next: Buffer.from(keyOf(last)).toString('base64url') };
  }

  /** In no order: whatever comes first, write times decide. Two changes of one row are made one after the other. */
  async function apply(run: Run, partition: Buffer, steps: readonly Step[]): Promise<void> {
    for (const step of steps) if (step.do === 'delete-range') await removeRange(run, partition, step);
    const byRow = Map.groupBy(
      steps.filter((step) => step.do !== 'delete-range'),
      ({ key }) => key.toString('latin1'),
    );
    await Promise.all([...byRow.values()].map((changes) => change(run, partition, changes)));
  }

  async function change(
    run: Run,
    partition: Buffer,
    changes: readonly Exclude<Step, { readonly do: 'delete-range' }>[],
  ): Promise<void> {
    const key = changes[0]?.key;
    if (key === undefined) return;
    const { rows } = await run(sql.find(partition, key));
    const before = unpacked(shape, rows[0]);
    const all = changes.map(keptOf).reduce(merged, before);
    const gone = Number(rows[0]?.gone ?? 0);
    // A range's deletion is remembered beside the rows, so the row itself need not.
    const left = gone === 0 ? all : { ...without(all, gone), deletedAt: all.deletedAt };
    await keep(run, partition, key, left);
  }

  function keep(run: Run, partition: Buffer, key: Uint8Array, row: Kept) {
    const size = { now: clock.now(), keyBytes: partition.length + key.length };
    return run(sql.keep(partition, key, packed(shape, row, size)));
  }

  async function removeRange(
    run: Run,
    partition: Buffer,
    { range, at }: Extract<Step, { readonly do: 'delete-range' }>,
  ): Promise<void> {
    await run(sql.removeOld(partition, range, at));
    for (;;) {
      const { rows } = await run(sql.halfOld(partition, range, at));
      if (rows.length === 0) break;
      for (const row of rows) {
        const kept = unpacked(shape, row);
        await keep(run, partition, keyOf(row), { ...without(kept, at), deletedAt: kept.deletedAt });
      }
    }
    for (const statement of sql.remember(partition, range, { at, now: clock.now() })) await run(statement);
  }

  function keptOf(step: Exclude<Step, { readonly do: 'delete-range' }>): Kept {
    const { at } = step;
    if (step.do === 'delete') return { ...nothing, deletedAt: at };
    const until = step.ttlSeconds === undefined ? null : clock.now() + step.ttlSeconds * 1000;
    return {
      deletedAt: 0,
      marker: step.marks ? { at, until } : undefined,
      cells: new Map(
        [...step.values].map(([name, value]) => [name, { at, until: value === null ? null : until, value }]),
      ),
    };
  }

  /** Key and columns as the caller sees them; undefined where the row is not there. */
  function shown(key: Fields, kept: Kept): Row<TableShape> | undefined {
    const values = seen(kept, clock.now());
    if (values === undefined) return undefined;
    const row = pick(key);
    for (const name of Object.keys(shape.columns)) row[name] = values.get(name) ?? null;
    return row as Row<TableShape>;
  }

  function pick(key: Fields): Record<string, Value | null> {
    const names = [...partitionTypes, ...clusteringTypes].map(([name]) => name);
    return Object.fromEntries(names.map((name) => [name, key[name] as Value]));
  }
}

function conditionOf(shape: TableShape, condition: Condition<TableShape>) {
  if (condition === 'absent') return (values: ReadonlyMap<string, Value> | undefined) => values === undefined;
  if (condition === 'present') return (values: ReadonlyMap<string, Value> | undefined) => values !== undefined;
  const wanted = valuesOf(shape, condition);
  return (values: ReadonlyMap<string, Value> | undefined) =>
    [...wanted].every(([name, value]) => equal(values?.get(name) ?? null, value));
}

function equal(one: Value | null, other: Value | null): boolean {
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Buffer.compare(one, other) === 0;
  return one === other;
}

function keyOf({ clustering }: SqliteRow): Uint8Array {
  return clustering instanceof Uint8Array ? clustering : new Uint8Array();
}
