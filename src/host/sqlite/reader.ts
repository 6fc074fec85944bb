import { copyFile, mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { SqliteRow, Statement } from './protocol.ts';

/** A file that nobody has open, as it is. */
export interface SqliteReader {
  readonly path: string;
  /** Rows in order, up to the one that brings them to `mostBytes`. */
  rows(statement: Statement, mostBytes?: number): readonly SqliteRow[];
  close(): void;
}

/**
 * Opens a file to read it and writes nothing beside it, which SQLite else does even for who only reads. Where its last
 * process was killed, what is not in the file yet is in a journal beside it: then both are copied to `scratch`, and the
 * copy is read. Undefined where there is no such file.
 */
export async function openSqliteReader(
  file: string,
  { scratch }: { readonly scratch: string },
): Promise<SqliteReader | undefined> {
  if ((await bytesOf(file)) === 0) return undefined;
  const db = (await bytesOf(`${file}-wal`)) === 0 ? openAsItIs(file) : await openCopy(file, scratch);
  return {
    path: file,
    rows({ sql, values = [] }, mostBytes = Number.POSITIVE_INFINITY) {
      const found: SqliteRow[] = [];
      let bytes = 0;
      for (const row of db.prepare(sql).iterate(...values)) {
        found.push(row as SqliteRow);
        bytes += weightOf(row as SqliteRow);
        if (bytes >= mostBytes) break;
      }
      return found;
    },
    close: () => db.close(),
  };
}

function openAsItIs(file: string): DatabaseSync {
  const url = pathToFileURL(file);
  url.search = '?immutable=1';
  return new DatabaseSync(url, { readOnly: true });
}

async function openCopy(file: string, scratch: string): Promise<DatabaseSync> {
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  const copy = join(scratch, basename(file));
  await copyFile(file, copy);
  await copyFile(`${file}-wal`, `${copy}-wal`);
  return new DatabaseSync(copy);
}

async function bytesOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return 0;
      throw error;
    },
  );
}

function weightOf(row: SqliteRow): number {
  let bytes = 0;
  for (const value of Object.values(row))
    bytes += typeof value === 'string' ? value.length : value instanceof Uint8Array ? value.byteLength : 8;
  return bytes;
}
