import type { Kysely, Selectable } from 'kysely';
import type { JsonValue } from '../../kit/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: outbox, answers and migrations work beside any service's tables
export type AnyTables = any;

/**
 * Tables of one service. `Tables` maps table names to row types, as Kysely wants them. Text is compared and ordered by
 * its bytes, trailing spaces included: the adapter names such a collation.
 * Errors: errors.ts. Two of them are a network's and harmless only to who expects them: `sql.conflict` (nothing was
 * kept) and `sql.uncertain` (it may have been kept: a token, a unique key or reading back must make twice once).
 */
export interface Sql<Tables> {
  /**
   * Reads and single statements. A read sees whatever anybody had committed before it was sent. Inside the body of a
   * transaction it sees nothing of that transaction.
   */
  readonly db: Kysely<Tables>;

  /** Reads that may be some seconds behind `db`, and behind each other: from a replica, where there is one. */
  readonly stale: Kysely<Tables>;

  /**
   * All or nothing; durable when it resolves. Throws what `body` throws, after rolling back.
   *
   * Serializable for every row that it locked or wrote: what it saw of such a row under `lock`, and what it wrote, stands
   * as if nobody else had run meanwhile. Its plain reads see what had been committed when it began, or later, and its
   * own writes; somebody may overtake them, so whatever a write depends on is read with `lock` or `pick`, or stands in
   * the statement itself (`set n = n + 1`, `where state = 'waiting'`). Where it locks before it reads anything, plain
   * reads see what had been committed when it got that lock: rows that are only changed under it are as if locked.
   *
   * **`body` may run again from its beginning**, also after it has run to its end, where the engine tells a conflict as
   * late as at the commit. So it changes nothing but `tx`, and awaits nothing else: others wait for it. An engine's
   * adapter throws `sql.conflict`; platform runs the body again before a service sees that.
   */
  transaction<Result>(body: (tx: Kysely<Tables>) => Promise<Result>): Promise<Result>;

  /**
   * Locks the row with these keys until the transaction ends, and returns it as it is now; undefined where there is none.
   * Then nothing is locked: of two who make it, `insertOnce` tells one that the other did. Locks rows in the same order
   * everywhere that several are locked, or it is a conflict.
   */
  lock<Table extends keyof Tables & string>(
    tx: Kysely<Tables>,
    table: Table,
    keys: Partial<Selectable<Tables[Table]>>,
  ): Promise<Selectable<Tables[Table]> | undefined>;

  /**
   * Runs a select that was built on a transaction's `tx`, from one table, ordered and limited; locks the rows that it
   * returns, and passes over those that somebody else has locked. An engine with one writer has none of these.
   */
  pick<Row>(query: Pickable<Row>): Promise<Row[]>;

  /**
   * The database's time in Unix milliseconds: one clock for all processes, for leases and expiries. It may stand still
   * or go back a little, as clocks do.
   */
  now(on: Kysely<Tables>): Promise<number>;

  /** Inserts the row, or overwrites the row with the same `keys`. */
  upsert<Table extends keyof Tables & string>(
    on: Kysely<Tables>,
    table: Table,
    options: KeyedRow<Tables, Table>,
  ): Promise<void>;

  /** Inserts the row unless one with the same `keys` is there. True where it was inserted. */
  insertOnce<Table extends keyof Tables & string>(
    on: Kysely<Tables>,
    table: Table,
    options: KeyedRow<Tables, Table>,
  ): Promise<boolean>;

  close(): Promise<void>;
}

export interface KeyedRow<Tables, Table extends keyof Tables> {
  readonly row: Tables[Table];
  readonly keys: readonly (keyof Tables[Table] & string)[];
}

/** A select of Kysely's. */
export interface Pickable<Row> {
  forUpdate(): Pickable<Row>;
  skipLocked(): Pickable<Row>;
  execute(): Promise<Row[]>;
}

/**
 * A numbered part of a schema, e.g. `0001-titles`, made once however many processes start at once. Each of its steps
 * either changes the schema by one statement or changes rows: where the engine commits each change of the schema by
 * itself, a migration that failed goes on after the last step that was made.
 *
 * Written in the words of MySQL 8, which adapters translate: keys `varchar(n)`, times and counters `bigint`, long text
 * and JSON `longtext`, an index dropped `on` its table. `testing/portable.ts` holds it.
 */
export interface Migration {
  readonly name: string;
  readonly steps: readonly MigrationStep[];
}

export type MigrationStep = (db: Kysely<AnyTables>) => Promise<unknown>;

/** What an engine can that not every engine can; its conformance suite asks no more than that. */
export interface SqlCapabilities {
  /** `now` is the engine's own clock, which a test cannot hold. Else it is the clock that it was opened with. */
  readonly ownClock: boolean;
  /** A migration that fails leaves nothing of itself. Else the steps that were made stay, and are not made again. */
  readonly transactionalSchema: boolean;
  /** Several transactions are open at once, so `pick` passes over locked rows. Else each waits for its turn. */
  readonly severalWriters: boolean;
  /** Any number of processes open the same place. */
  readonly severalProcesses: boolean;
}

/** An event to be told once the transaction that it is part of has been committed. */
export interface TellableEvent {
  readonly type: string;
  readonly topic: string;
  readonly key: string;
  readonly payload: JsonValue;
  /** The version of its kind, where that is not the first. */
  readonly v?: number;
}

/** Writes an event to the service's outbox as part of `tx`; a relay appends it to the log, in order, at least once. */
export type Tell = (tx: Kysely<AnyTables>, event: TellableEvent) => Promise<void>;

/**
 * Twice is once. Runs `effect` unless this token, which says whose it is, has an answer already, and stores its answer in the same
 * transaction, for 24 h. Throws `request.token-conflict` where the token came with another `request`.
 */
export type Once = <Answer extends JsonValue>(
  tx: Kysely<AnyTables>,
  key: { readonly token: string; readonly request: JsonValue },
  effect: () => Promise<Answer>,
) => Promise<Answer>;
