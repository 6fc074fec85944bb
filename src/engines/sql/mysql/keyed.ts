import { type Kysely, type RawBuilder, sql } from 'kysely';
import { sqlErrors } from '../errors.ts';
import type { AnyTables } from '../index.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface KeyedInsert {
  readonly table: string;
  readonly row: Row;
  readonly keys: readonly string[];
  readonly whenThere: 'keep' | 'overwrite';
}

/** Told instead of a number that was counted up: the row with the same keys was there; another one with a unique key. */
export const alreadyThere = 9_007_199_254_740_990;
const anotherThere = 9_007_199_254_740_991;

/**
 * Inserts a row, or keeps or overwrites the one with the same keys. True where a row was inserted.
 *
 * `on duplicate key` says neither which key that was, nor, by the count of rows, whether the row was inserted or found as
 * it is. So the statement tells it where it else tells the number that it counted up. Unlike an insert that fails, it locks
 * the row that it found so that it can be changed: of two who find it, none has to wait for a lock that the other has, too.
 * Errors: `sql.constraint` where another row has one of its unique keys; nothing is changed then.
 */
export async function insertRow(on: Kysely<AnyTables>, { table, row, keys, whenThere }: KeyedInsert): Promise<boolean> {
  const others = Object.keys(row).filter((column) => row[column] !== undefined && !keys.includes(column));
  const [key] = keys;
  if (key === undefined) throw new TypeError('A row is told from others by at least one key.');
  const same = keys.map((column) => sql`${sql.ref(column)} = values(${sql.ref(column)})`);
  const isTheSame = sql.join(same, sql` and `);
  const said = sql`last_insert_id(if(${isTheSame}, ${sql.lit(alreadyThere)}, ${sql.lit(anotherThere)}))`;
  const changes: Record<string, RawBuilder<unknown>> = {
    [key]: sql`if(${said} is null, ${sql.ref(key)}, ${sql.ref(key)})`,
  };
  if (whenThere === 'overwrite')
    for (const column of others)
      changes[column] = sql`if(${isTheSame}, values(${sql.ref(column)}), ${sql.ref(column)})`;
  const { insertId } = await on.insertInto(table).values(row).onDuplicateKeyUpdate(changes).executeTakeFirstOrThrow();
  if (Number(insertId) === anotherThere)
    throw sqlErrors.error('sql.constraint', { why: `another row of ${table} has one of its unique keys.` });
  return Number(insertId) !== alreadyThere;
}
