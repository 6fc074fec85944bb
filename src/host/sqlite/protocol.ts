/** What SQLite keeps. Booleans, undefined, dates, objects, NaN and infinity are not: node:sqlite bends some of them. */
export type SqliteValue = null | number | bigint | string | Uint8Array;
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

export interface Statement {
  readonly sql: string;
  readonly values?: readonly SqliteValue[];
}

export interface StatementResult {
  readonly rows: readonly SqliteRow[];
  /** Rows inserted, changed or deleted; 0 where the statement returns rows. */
  readonly changes: number;
  readonly lastId: number;
}

/** What goes with a statement in one message. */
export interface Around {
  /** Commands that are run first. */
  readonly before: readonly string[];
  /** A command that is run after it; where either fails, the transaction is undone. */
  readonly after?: string;
}

/** A result between the threads: rows as arrays take half the memory and time of rows as objects. */
export interface PackedResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqliteValue[])[];
  readonly changes: number;
  readonly lastId: number;
}

/** One message to the worker. `id` pairs it with its answer. */
export type WorkerRequest =
  | { readonly id: number; readonly do: 'open'; readonly file: string }
  | { readonly id: number; readonly do: 'close'; readonly database: number }
  | {
      readonly id: number;
      readonly do: 'run';
      readonly database: number;
      readonly on: 'writer' | 'reader';
      readonly statement: Statement;
      readonly around?: Around;
    };

/** Failure code of a result that is too long for one message. */
export const tooLong = 'BIJOU_TOO_LONG';

/** Failure code of a statement whose transaction is no longer there. */
export const undone = 'BIJOU_UNDONE';

/** Why a statement failed, as data: errors lose their fields between threads. */
export interface Failure {
  /** SQLite's extended result code; 0 where the failure is not SQLite's own. */
  readonly result: number;
  /** Node's code, e.g. ERR_OUT_OF_RANGE, `tooLong` or `undone`. */
  readonly code: string;
  readonly message: string;
  readonly sql: string;
  /** What was to be run before the statement has been run. */
  readonly entered: boolean;
}

export type WorkerAnswer =
  | { readonly id: number; readonly database: number }
  | { readonly id: number; readonly closed: true }
  | { readonly id: number; readonly result: PackedResult }
  | { readonly id: number; readonly failure: Failure };
