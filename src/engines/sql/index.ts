import type { Kysely } from 'kysely';
import type { JsonValue } from '../../kit/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: outbox, answers and migrations work beside any service's tables
export type AnyTables = any;

/**
 * Tables of one service. `Tables` maps table names to row types, as Kysely wants them.
 *
 * Reads and single statements go through `db`. Within `transaction` nothing is awaited but statements on `tx`:
 * the writer is one, and everybody waits for it.
 */
export interface Sql<Tables> {
  readonly db: Kysely<Tables>;

  /** All or nothing; durable when it resolves. Throws what `body` throws, after rolling back. */
  transaction<Result>(body: (tx: Kysely<Tables>) => Promise<Result>): Promise<Result>;

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

/** One numbered step of a schema, e.g. `0001-titles`. Runs once, under a lock, in a transaction where the engine can. */
export interface Migration {
  readonly name: string;
  up(db: Kysely<AnyTables>): Promise<void>;
}

/** An event to be told once the transaction that it is part of has been committed. */
export interface TellableEvent {
  readonly type: string;
  readonly topic: string;
  readonly key: string;
  readonly payload: JsonValue;
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
