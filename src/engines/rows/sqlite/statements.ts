import type { SqliteValue, Statement } from '../../../host/index.ts';
import type { TableShape } from '../index.ts';
import type { KeyRange } from '../plan.ts';
import { columnOf, deletionsOf, tableOf } from './tables.ts';

/** The statements of one table. */
export type TableStatements = ReturnType<typeof statementsOf>;

const sweptAtOnce = 500;
/** A row may have a megabyte or more, and a result is held in memory. */
const halfOldAtOnce = 8;

export function statementsOf(shape: TableShape) {
  const table = tableOf(shape.name);
  const deletions = deletionsOf(shape.name);
  const columns = Object.keys(shape.columns).map(columnOf);
  const kept = ['seen_until', 'oldest', 'newest', 'bytes', 'stamps', ...columns];
  const shown = ['stamps', ...columns].map((name) => `row.${name}`).join(', ');
  const upsert = `insert into ${table} (partition, clustering, ${kept.join(', ')})
    values (?, ?, ${kept.map(() => '?').join(', ')})
    on conflict (partition, clustering) do update set ${kept.map((name) => `${name} = excluded.${name}`).join(', ')}`;

  return {
    /** The row, and the latest deletion of a range that holds it: always one result. */
    find: (partition: Buffer, key: Buffer): Statement => ({
      sql: `select ${shown},
          (select max(at) from ${deletions} where partition = ?1 and low <= ?2 and (high is null or high > ?2)) as gone
        from (select 1) left join ${table} as row on row.partition = ?1 and row.clustering = ?2`,
      values: [partition, key],
    }),
    keep: (partition: Buffer, key: Uint8Array, values: readonly SqliteValue[]): Statement => ({
      sql: upsert,
      values: [partition, key, ...values],
    }),
    /** Rows of a page, in order; `from` excludes itself where it is a place that was reached before. */
    page({ partition, range, after, reverse, now, limit, maxBytes }: PageOptions): Statement {
      const { low, high } = range;
      const clauses = ['partition = ?', '(seen_until is null or seen_until > ?)', 'clustering >= ?'];
      const bounds: SqliteValue[] = [partition, now, low];
      if (high !== undefined) {
        clauses.push('clustering < ?');
        bounds.push(high);
      }
      if (after !== undefined) {
        clauses.push(reverse ? 'clustering < ?' : 'clustering > ?');
        bounds.push(after);
      }
      const order = reverse ? 'desc' : 'asc';
      // Sizes first, of at most `limit` rows, then the rows themselves up to the one that fills the page.
      return {
        sql: `with sizes as (
            select clustering, bytes, sum(bytes) over (order by clustering ${order} rows unbounded preceding) - bytes as before
            from (select clustering, bytes from ${table} where ${clauses.join(' and ')}
              order by clustering ${order} limit ?)
          )
          select row.clustering, sizes.bytes, ${shown} from sizes
          join ${table} as row on row.partition = ? and row.clustering = sizes.clustering
          where before < ? order by sizes.clustering ${order}`,
        values: [...bounds, limit, partition, maxBytes],
      };
    },
    measure: (partition: Buffer, now: number): Statement => ({
      sql: `select count(*) as rows, coalesce(sum(bytes), 0) as bytes from ${table}
        where partition = ? and (seen_until is null or seen_until > ?)`,
      values: [partition, now],
    }),
    /** Takes away what a range's deletion leaves nothing of. */
    removeOld(partition: Buffer, range: KeyRange, at: number): Statement {
      const within = inRange(range);
      return {
        sql: `delete from ${table} where partition = ? and newest <= ? and ${within.sql}`,
        values: [partition, at, ...within.values],
      };
    },
    /** Some of the rows that a range's deletion leaves something of. */
    halfOld(partition: Buffer, range: KeyRange, at: number): Statement {
      const within = inRange(range);
      return {
        sql: `select row.clustering, ${shown} from ${table} as row
          where partition = ? and oldest <= ? and newest > ? and ${within.sql}
          limit ${halfOldAtOnce}`,
        values: [partition, at, at, ...within.values],
      };
    },
    /** Remembers a range's deletion, in the place of older ones that it holds. */
    remember(partition: Buffer, range: KeyRange, times: Times): Statement[] {
      const { low, high = null } = range;
      return [
        {
          sql: `delete from ${deletions} where partition = ?1 and at <= ?2 and low >= ?3
            and (?4 is null or (high is not null and high <= ?4))`,
          values: [partition, times.at, low, high],
        },
        {
          sql: `insert into ${deletions} (partition, low, high, at, noted_at) values (?, ?, ?, ?, ?)`,
          values: [partition, low, high, times.at, times.now],
        },
      ];
    },
    sweep: (before: number): readonly Statement[] => [
      {
        sql: `delete from ${table} where (partition, clustering) in
          (select partition, clustering from ${table} where seen_until < ? limit ${sweptAtOnce})`,
        values: [before],
      },
      {
        sql: `delete from ${deletions} where rowid in
          (select rowid from ${deletions} where noted_at < ? limit ${sweptAtOnce})`,
        values: [before],
      },
    ],
  };
}

export interface PageOptions {
  readonly partition: Buffer;
  readonly range: KeyRange;
  readonly after: Buffer | undefined;
  readonly reverse: boolean;
  readonly now: number;
  readonly limit: number;
  readonly maxBytes: number;
}

interface Times {
  readonly at: number;
  readonly now: number;
}

function inRange({ low, high }: KeyRange): { readonly sql: string; readonly values: readonly SqliteValue[] } {
  return high === undefined
    ? { sql: 'clustering >= ?', values: [low] }
    : { sql: 'clustering >= ? and clustering < ?', values: [low, high] };
}
