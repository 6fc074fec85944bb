import { type Kysely, sql as raw } from 'kysely';
import type { AnyTables, Sql } from '../../engines/sql/index.ts';
import type { SqliteRow, SqliteValue } from '../../host/index.ts';
import { hasCode, sentenceOf } from '../../kit/index.ts';
import { movingErrors } from './errors.ts';
import { inOrder } from './in-order.ts';
import type { Mover, OnCarried } from './mover.ts';
import { differencesUpTo } from './mover.ts';
import type { Progress } from './progress.ts';
import type { ServiceTables, Source } from './source.ts';
import { verifyTable } from './sql-verify.ts';
import { type StandIns, standIn } from './stand-ins.ts';
import { countedUpTo, type OldTable, rowsAfter, tablesIn } from './tables.ts';

/** Rows of one statement: none has more values than every engine takes, nor is longer than a megabyte or so. */
const rowsAtOnce = 500;
const valuesAtOnce = 16_000;
const bytesAtOnce = 1024 * 1024;
/** Statements under way at once. */
const lanes = 4;

export interface SqlMoverOptions {
  readonly source: Source;
  readonly progress: Progress;
  /** Opens a service's database, its tables made. */
  readonly open: (tables: ServiceTables) => Promise<Sql<AnyTables>>;
  /** One that nobody ever used, for what migrations themselves put into their tables. */
  readonly openFresh: (tables: ServiceTables) => Promise<Sql<AnyTables>>;
  /** Asked once log and objects are carried. */
  readonly standIns: () => Promise<StandIns>;
}

/** Every service's tables: row by row, in the order of their keys. */
export function sqlMover({ source, progress, open, openFresh, standIns }: SqlMoverOptions): Mover {
  const pairs = source.tables.flatMap((tables) => tablesIn(tables.file).map((table) => ({ tables, table })));
  const noteOf = (what: string, { service }: ServiceTables, { name }: OldTable) => `sql/${what}/${service}/${name}`;

  async function carryTable(tables: ServiceTables, table: OldTable, onCarried: OnCarried): Promise<void> {
    const note = noteOf('carried', tables, table);
    const before = await progress.get<Cursor>(note);
    if (before?.isDone) return;
    const target = await open(tables);
    const stand = await standIns();
    if (before === undefined) await target.db.deleteFrom(table.name).execute();
    await inOrder(batches(tables, table, before?.after), {
      atOnce: lanes,
      // What was under way when the last attempt was killed may be there already.
      work: (rows, index) =>
        insert(target, table, {
          rows: rows.map((row) => standIn(table.name, row, stand)),
          isDoubtful: before !== undefined && index < lanes,
        }),
      async done(rows, bytes) {
        const last = rows.at(-1);
        if (last !== undefined) await progress.set(note, { after: keyOf(table, last), isDone: false });
        onCarried(rows.length, bytes);
      },
    });
    if (table.counter !== undefined) await countOn(target, table, countedUpTo(tables.file, table));
    await progress.set(note, { after: [], isDone: true });
  }

  return {
    port: 'sql',
    async refuseTaken() {
      for (const tables of source.tables) {
        const [target, fresh] = [await open(tables), await openFresh(tables)];
        try {
          for (const { name } of tablesIn(tables.file)) {
            const [found, own] = [await rowsIn(target, name), await rowsIn(fresh, name)];
            if (found === own) continue;
            const what = `${found} rows in ${name} of ${tables.service}`;
            throw movingErrors.error('moving.taken', { port: 'sql', what });
          }
        } finally {
          await fresh.close();
        }
      }
    },
    async carry(onCarried) {
      for (const { tables, table } of pairs) await carryTable(tables, table, onCarried);
    },
    async verify(onCarried) {
      const found = differencesUpTo();
      const sums = { source: '', target: '' };
      const stand = await standIns();
      for (const { tables, table } of pairs)
        await verifyTable({
          ...{ tables, table, found, sums, onCarried, target: await open(tables) },
          asNew: (row) => standIn(table.name, row, stand),
          batches: batches(tables, table, undefined),
        });
      return { checksums: sums, differences: found.all };
    },
  };
}

type Cursor = { readonly after: readonly CursorValue[]; readonly isDone: boolean };
type CursorValue = string | number | null | { readonly bytes: string };

/** A key as it is put down. */
export function keyOf({ key }: OldTable, row: SqliteRow): CursorValue[] {
  return key.map((column) => {
    const value = row[column] ?? null;
    if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
    return typeof value === 'bigint' ? Number(value) : value;
  });
}

function valuesOf(key: readonly CursorValue[]): SqliteValue[] {
  return key.map((value) =>
    typeof value === 'object' && value !== null ? new Uint8Array(Buffer.from(value.bytes, 'base64')) : value,
  );
}

function* batches(
  { file }: ServiceTables,
  table: OldTable,
  from: readonly CursorValue[] | undefined,
): Generator<readonly SqliteRow[]> {
  const limit = Math.min(rowsAtOnce, Math.floor(valuesAtOnce / table.columns.length));
  for (let after = from; ; ) {
    const rows = rowsAfter(file, table, { after: after && valuesOf(after), limit, mostBytes: bytesAtOnce });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = keyOf(table, last);
  }
}

interface Insert {
  readonly rows: readonly SqliteRow[];
  /** They may be there already. */
  readonly isDoubtful: boolean;
}

/** Resolves to about how many bytes it was. Errors: `moving.refused`, and those of the port that time mends. */
async function insert(target: Sql<AnyTables>, table: OldTable, { rows, isDoubtful }: Insert): Promise<number> {
  try {
    await target.transaction(async (tx: Kysely<AnyTables>) => {
      if (!isDoubtful) await tx.insertInto(table.name).values(rows).execute();
      else for (const row of rows) await target.upsert(tx, table.name, { row, keys: table.key });
    });
  } catch (error) {
    if (hasCode(error, 'sql.uncertain') && !isDoubtful) return insert(target, table, { rows, isDoubtful: true });
    if (!hasCode(error, 'sql.constraint')) throw error;
    // Which of them it is.
    if (rows.length > 1) {
      for (const row of rows) await insert(target, table, { rows: [row], isDoubtful: true });
    } else {
      const where = `The row ${JSON.stringify(rows[0] && keyOf(table, rows[0]))} of ${table.name}`;
      throw movingErrors.error('moving.refused', { where, why: sentenceOf(error) }, error);
    }
  }
  return rows.reduce((sum, row) => sum + weightOf(row), 0);
}

function weightOf(row: SqliteRow): number {
  let bytes = 0;
  for (const value of Object.values(row))
    bytes += typeof value === 'string' || value instanceof Uint8Array ? value.length : 8;
  return bytes;
}

/** The database counts on from `last`, also where the row that had this number is gone. */
async function countOn(target: Sql<AnyTables>, table: OldTable, last: number): Promise<void> {
  const { counter = '' } = table;
  const { there } = await target.db
    .selectFrom(table.name)
    .select(raw<number>`max(${raw.ref(counter)})`.as('there'))
    .executeTakeFirstOrThrow();
  if (last === 0 || Number(there ?? 0) >= last) return;
  const needed = table.columns.filter(({ name, isNeeded }) => isNeeded && name !== counter);
  const row = Object.fromEntries(needed.map(({ name, isNumber }) => [name, isNumber ? 0 : '']));
  await target.transaction(async (tx: Kysely<AnyTables>) => {
    await tx
      .insertInto(table.name)
      .values({ ...row, [counter]: last })
      .execute();
    await tx.deleteFrom(table.name).where(counter, '=', last).execute();
  });
}

async function rowsIn({ db }: Sql<AnyTables>, table: string): Promise<number> {
  const found = await db.selectFrom(table).select(raw<number>`count(*)`.as('count')).executeTakeFirstOrThrow();
  return Number(found.count);
}
