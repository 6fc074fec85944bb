import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parentPort } from 'node:worker_threads';
import {
  type Failure,
  type PackedResult,
  type SqliteValue,
  type Statement,
  tooLong,
  undone,
  type WorkerRequest,
} from './protocol.ts';

// The thread in which every SQLite file of this process is open. It never waits for a lock (timeout 0): who finds
// a file locked asks again from the main thread, so that one locked file holds up nobody else.

interface Handle {
  readonly database: DatabaseSync;
  readonly prepared: Map<string, { readonly statement: StatementSync; readonly returnsRows: boolean }>;
}

interface Opened {
  readonly writer: Handle;
  readonly reader: Handle;
}

const preparedLimit = 64;
/** What one result may take of this thread's memory (link.ts limits that), roughly. */
const resultLimit = 16 * 1024 * 1024;
const opened = new Map<number, Opened>();
let lastDatabase = 0;
let running = '';
/** What goes before the statement has been run. */
let entered = false;

parentPort?.on('message', (request: WorkerRequest) => {
  try {
    parentPort?.postMessage({ id: request.id, ...answer(request) });
  } catch (error) {
    parentPort?.postMessage({ id: request.id, failure: failureOf(error) });
  }
});

function answer(request: WorkerRequest) {
  running = '';
  entered = false;
  if (request.do === 'open') return { database: open(request.file) };
  const handles = opened.get(request.database);
  if (request.do === 'close') {
    opened.delete(request.database);
    // The reader first: the last connection to close moves the WAL into the file, and the reader may not write.
    handles?.reader.database.close();
    handles?.writer.database.close();
    return { closed: true };
  }
  if (handles === undefined) throw new Error('This database is not open.');
  return { result: request.on === 'reader' ? run(handles.reader, request.statement) : write(handles.writer, request) };
}

function write(writer: Handle, { statement, around }: Extract<WorkerRequest, { do: 'run' }>): PackedResult {
  for (const sql of around?.before ?? []) runInside(writer, { sql });
  entered = true;
  const after = around?.after;
  if (after === undefined) return runInside(writer, statement);
  try {
    const result = runInside(writer, statement);
    runInside(writer, { sql: after });
    return result;
  } catch (error) {
    if (writer.database.isTransaction) writer.database.exec('ROLLBACK');
    throw error;
  }
}

function runInside(writer: Handle, statement: Statement): PackedResult {
  refuseOutside(writer.database, statement.sql);
  return run(writer, statement);
}

function open(file: string): number {
  const writer = new DatabaseSync(file, { timeout: 0 });
  try {
    // Small caches: the operating system's page cache is behind them and is shared by both handles.
    writer.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;
      PRAGMA cache_size = -512; PRAGMA journal_size_limit = 4194304`);
    const reader = new DatabaseSync(file, { timeout: 0, readOnly: true });
    reader.exec('PRAGMA cache_size = -512');
    lastDatabase += 1;
    opened.set(lastDatabase, {
      writer: { database: writer, prepared: new Map() },
      reader: { database: reader, prepared: new Map() },
    });
    return lastDatabase;
  } catch (error) {
    writer.close();
    throw error;
  }
}

/** Where SQLite has undone a transaction by itself (a full disk), what follows of it must not be written alone. */
function refuseOutside(writer: DatabaseSync, sql: string): void {
  if (!writer.isTransaction && sql !== 'BEGIN IMMEDIATE') throw Object.assign(new Error(sql), { code: undone });
}

function run(handle: Handle, { sql, values = [] }: Statement): PackedResult {
  running = sql;
  const { statement, returnsRows } = prepare(handle, sql);
  const bound = values.map(bindable);
  if (returnsRows) {
    // Asked for anew each time: another process may have changed the table behind a `select *`.
    const columns = statement.columns().map(({ name }) => name);
    return { columns, rows: collect(statement.iterate(...bound) as Iterable<unknown>), changes: 0, lastId: 0 };
  }
  const { changes, lastInsertRowid } = statement.run(...bound);
  return { columns: [], rows: [], changes: Number(changes), lastId: Number(lastInsertRowid) };
}

/** Row by row, because `all` of a result beyond this thread's memory holds the thread for minutes. */
function collect(rows: Iterable<unknown>): PackedResult['rows'] {
  const collected: SqliteValue[][] = [];
  let bytes = 0;
  for (const row of rows as Iterable<SqliteValue[]>) {
    bytes += 64;
    for (const value of row) bytes += sizeOf(value);
    if (bytes > resultLimit) throw Object.assign(new Error(`It is beyond ${resultLimit} bytes.`), { code: tooLong });
    collected.push(row);
  }
  return collected;
}

function sizeOf(value: SqliteValue): number {
  if (typeof value === 'string') return 16 + value.length;
  return value instanceof Uint8Array ? 64 + value.byteLength : 16;
}

function prepare(handle: Handle, sql: string) {
  const known = handle.prepared.get(sql);
  if (known !== undefined) {
    handle.prepared.delete(sql);
    handle.prepared.set(sql, known);
    return known;
  }
  const statement = handle.database.prepare(sql);
  statement.setReturnArrays(true);
  const entry = { statement, returnsRows: statement.columns().length > 0 };
  handle.prepared.set(sql, entry);
  const [oldest] = handle.prepared.keys();
  if (handle.prepared.size > preparedLimit && oldest !== undefined) handle.prepared.delete(oldest);
  return entry;
}

/** node:sqlite binds every number as a float, and 5.0 / 2 is not 5 / 2: whole numbers go in as integers. */
function bindable(value: SqliteValue): SQLInputValue {
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function failureOf(error: unknown): Failure {
  const fields = error as { code?: string; errcode?: number; message?: string };
  return {
    result: fields.errcode ?? 0,
    code: fields.code ?? '',
    message: fields.message ?? String(error),
    sql: running,
    entered,
  };
}
