import { BijouError } from '../../../kit/index.ts';
import { sqlErrors } from '../errors.ts';

/** What SQLite files tell, in the port's words. */
const named: Readonly<Record<string, keyof typeof sqlErrors.rows>> = {
  'sqlite.busy': 'sql.busy',
  'sqlite.full': 'sql.full',
  'sqlite.constraint': 'sql.constraint',
  'sqlite.failed': 'sql.failed',
  'sqlite.disk': 'sql.disk',
  'sqlite.damaged': 'sql.damaged',
  'sqlite.too-long': 'sql.too-long',
  'sqlite.unsafe-integer': 'sql.unsafe-integer',
  'sqlite.transaction-over': 'sql.transaction-over',
  'sqlite.transaction-undone': 'sql.transaction-undone',
  'sqlite.nested': 'sql.nested',
  'sqlite.slow-transaction': 'sql.slow-transaction',
  'sqlite.worker-gone': 'sql.unavailable',
  'sqlite.uncertain': 'sql.uncertain',
  'sqlite.closed': 'sql.closed',
};

/** The port's error for one of the file's; anything else, such as what a body threw, as it is. */
export function translated(error: unknown, database: string): unknown {
  const code = error instanceof BijouError ? named[error.code] : undefined;
  return code === undefined ? error : sqlErrors.error(code, { ...(error as BijouError).details, database }, error);
}

/** Runs a task whose failures are told in the port's words. */
export async function telling<Result>(database: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (error) {
    throw translated(error, database);
  }
}
