// Holds studio's transactions to the rule of lock-title.ts. The embedded engine has one writer, so that none of them can
// be overtaken there; on a network's engine what was read plainly may be old by the time that something is written.
import type { CompiledQuery, Kysely } from 'kysely';
import type { Sql } from '../../../engines/sql/index.ts';
import { around } from '../../../engines/sql/statements.ts';
import type { StudioTables } from '../index.ts';
import { type Statement, titlesInRow, understood } from './title-statements.ts';

/** The same tables; `breach` is told of each transaction that reads of a title and changes it without having locked it. */
export function watchTitles(sql: Sql<StudioTables>, breach: (sentence: string) => unknown): Sql<StudioTables> {
  const open = new WeakMap<object, Transaction>();
  return {
    ...sql,
    transaction: (body) =>
      sql.transaction((tx) => {
        const transaction = new Transaction(tx, breach);
        open.set(transaction.watched, transaction);
        return body(transaction.watched);
      }),
    lock(tx, table, keys) {
      const transaction = open.get(tx);
      const { id } = keys as { readonly id?: string };
      if (table === 'titles' && id !== undefined) transaction?.lock(id);
      return sql.lock(transaction?.inner ?? tx, table, keys);
    },
  };
}

class Transaction {
  readonly inner: Kysely<StudioTables>;
  readonly watched: Kysely<StudioTables>;
  readonly #breach: (sentence: string) => unknown;
  readonly #locked = new Set<string>();
  /** Titles of which something was read plainly before they were locked. */
  readonly #read = new Set<string>();
  readonly #titleOfJob = new Map<string, string>();
  #hasRead = false;

  constructor(inner: Kysely<StudioTables>, breach: (sentence: string) => unknown) {
    this.inner = inner;
    this.#breach = breach;
    this.watched = around(inner, async (query, run) => {
      const statement = understood(query as CompiledQuery);
      if (statement.kind === 'write') this.#write(statement);
      const result = await run();
      if (statement.kind === 'read') this.#see(statement, (result as { readonly rows: readonly object[] }).rows);
      return result;
    });
  }

  lock(id: string): void {
    if (this.#locked.has(id)) return;
    if (this.#hasRead)
      this.#breach(`Title ${id} is locked after the transaction has read: that may be older than the lock.`);
    this.#locked.add(id);
  }

  #see({ table, titles }: Statement, rows: readonly object[]): void {
    this.#hasRead = true;
    for (const row of rows) {
      const { id, title } = row as { readonly id?: unknown; readonly title?: unknown };
      if (table === 'jobs' && typeof id === 'string' && typeof title === 'string') this.#titleOfJob.set(id, title);
    }
    for (const title of [...titles, ...rows.flatMap((row) => titlesInRow(table, row))]) {
      if (!this.#locked.has(title)) this.#read.add(title);
    }
  }

  #write({ table, titles, jobs, makes, standsByItself, sql }: Statement): void {
    const changed = [...titles, ...jobs.flatMap((id) => this.#titleOfJob.get(id) ?? [])];
    for (const title of changed) {
      if (this.#locked.has(title)) continue;
      if (this.#read.has(title) && !standsByItself) {
        this.#breach(`Title ${title} was read without being locked, and is changed: ${sql}`);
      }
      // Who writes the row has locked it from then on; what was read before is no newer for that.
      if (table === 'titles' && (makes || !this.#hasRead)) this.#locked.add(title);
    }
  }
}
