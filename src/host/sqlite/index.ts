export { sqliteErrors } from './errors.ts';
export { openSqliteFile, type SqliteFile, type SqliteFileOptions } from './file.ts';
export type { SqliteRow, SqliteValue, Statement, StatementResult } from './protocol.ts';
export { openSqliteReader, type SqliteReader } from './reader.ts';
export { bringUp } from './steps.ts';
export { type Sweeper, sweeper } from './sweep.ts';
export type { Run } from './writer.ts';
