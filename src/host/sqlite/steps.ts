import { sqliteErrors } from './errors.ts';
import type { SqliteFile } from './file.ts';

/**
 * Brings a file's tables up to date: the steps that it has not seen, in order, in one transaction; how many it has
 * seen is its `user_version`. For engines with tables of their own. Errors: `sql.newer-file`.
 */
export async function bringUp(file: SqliteFile, steps: readonly (readonly string[])[]): Promise<void> {
  await file.transaction(async (run) => {
    const { rows } = await run({ sql: 'PRAGMA user_version' });
    const seen = Number(rows[0]?.user_version ?? 0);
    if (seen > steps.length) throw sqliteErrors.error('sqlite.newer-file', { file: file.path });
    if (seen === steps.length) return;
    for (const step of steps.slice(seen)) for (const sql of step) await run({ sql });
    await run({ sql: `PRAGMA user_version = ${steps.length}` });
  });
}
