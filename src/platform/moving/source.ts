import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { steps as logSteps } from '../../engines/log/sqlite/tables.ts';
import { type FolderReader, readFolderObjects } from '../../engines/objects/folder/reader.ts';
import { steps as queueSteps } from '../../engines/queue/sqlite/statements.ts';
import { steps as rowsSteps } from '../../engines/rows/sqlite/tables.ts';
import { steps as sessionsSteps } from '../../engines/sessions/sqlite/statements.ts';
import type { Migration } from '../../engines/sql/index.ts';
import { ledgerMigrations } from '../../engines/sql/ledger/tables.ts';
import { type HeldLock, isLive, openSqliteReader, type SqliteReader, tryHold } from '../../host/index.ts';
import type { Port } from '../../manifest/index.ts';
import { services, type Target } from '../table.ts';
import { movingErrors } from './errors.ts';

export interface ServiceTables {
  readonly service: string;
  readonly migrations: readonly Migration[];
  readonly file: SqliteReader;
}

/** An installation whose engines lie in its data folder: read, and not written to. */
export interface Source {
  readonly folder: string;
  readonly tables: readonly ServiceTables[];
  readonly objects: FolderReader;
  /** Undefined where nothing was ever kept in one. */
  readonly log: SqliteReader | undefined;
  readonly queue: SqliteReader | undefined;
  readonly rows: SqliteReader | undefined;
  readonly sessions: SqliteReader | undefined;
  /** Of the files that are not objects: name → size and time of the last change. */
  readonly print: Readonly<Record<string, string>>;
  close(): void;
}

/** Where own folders of running processes lie, beside the locks that they hold. */
const places = ['processes', 'engines'];

/**
 * Opens an old installation, and keeps others from being started on it meanwhile. `scratch` is for copies of what a
 * killed process left. Errors: `moving.nothing-there`, `moving.running`, `moving.older`, `moving.newer`.
 */
export async function openSource(folder: string, { scratch }: { readonly scratch: string }): Promise<Source> {
  if (!existsSync(join(folder, 'bijou.json'))) throw movingErrors.error('moving.nothing-there', { folder });
  const lock = keepClosed(folder);
  const opened: SqliteReader[] = [];
  const close = (): void => {
    for (const reader of opened) reader.close();
    lock?.release();
  };
  async function open(name: string): Promise<SqliteReader | undefined> {
    const reader = await openSqliteReader(join(folder, name), { scratch: join(scratch, name.replace(/\W/g, '-')) });
    if (reader !== undefined) opened.push(reader);
    return reader;
  }
  async function openEngine(name: string, steps: readonly unknown[]): Promise<SqliteReader | undefined> {
    const reader = await open(name);
    const version = Number(reader?.rows({ sql: 'pragma user_version' })[0]?.user_version ?? steps.length);
    if (version < steps.length) throw movingErrors.error('moving.older', { what: name, folder });
    if (version > steps.length) throw movingErrors.error('moving.newer', { what: name, name: `version ${version}` });
    return reader;
  }
  try {
    const tables: ServiceTables[] = [];
    for (const { service, migrations } of withTables()) {
      const file = await open(join('sql', `${service}.sqlite`));
      if (file !== undefined) {
        checkMigrations(file, { folder, migrations });
        tables.push({ service, migrations, file });
      }
    }
    return {
      folder,
      tables,
      objects: readFolderObjects(join(folder, 'objects')),
      log: await openEngine('log.sqlite', logSteps),
      queue: await openEngine('queue.sqlite', queueSteps),
      rows: await openEngine('rows.sqlite', rowsSteps),
      sessions: await openEngine('sessions.sqlite', sessionsSteps),
      print: printOf(folder),
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** Services that have tables of their own. */
function withTables(): readonly Omit<ServiceTables, 'file'>[] {
  return (Object.keys(services) as Target[]).flatMap((service) =>
    Object.values<Port>(services[service].ports).flatMap(({ kind, asks }) =>
      kind === 'tables' ? [{ service, migrations: asks as readonly Migration[] }] : [],
    ),
  );
}

function checkMigrations(
  file: SqliteReader,
  { folder, migrations }: { readonly folder: string; readonly migrations: readonly Migration[] },
): void {
  const seen = file.rows({ sql: 'select name from ledger_migrations' }).map(({ name }) => String(name));
  const known = [...ledgerMigrations, ...migrations].map(({ name }) => name);
  const foreign = seen.find((name) => !known.includes(name));
  if (foreign !== undefined) throw movingErrors.error('moving.newer', { what: file.path, name: foreign });
  if (known.some((name) => !seen.includes(name))) throw movingErrors.error('moving.older', { what: file.path, folder });
}

/**
 * Whoever starts on the folder first takes this lock for a moment, and finds it held. Looking at locks that are there
 * changes nothing; on a disk that cannot be written to nobody runs.
 */
function keepClosed(folder: string): HeldLock | undefined {
  const opening = join(folder, 'run', 'locks', 'opening.lock');
  const lock = existsSync(opening) ? lookedAt(() => tryHold(opening, { waitMs: 5_000 })) : 'not to be had';
  if (lock === undefined) throw movingErrors.error('moving.running', { folder, who: '' });
  for (const place of places.map((name) => join(folder, 'run', name))) {
    const names = existsSync(place) ? readdirSync(place) : [];
    const living = names.find((name) => lookedAt(() => isLive(place, name)) === true);
    if (living === undefined) continue;
    if (lock !== 'not to be had') lock.release();
    throw movingErrors.error('moving.running', { folder, who: ` (process ${living.split('-')[0]})` });
  }
  return lock === 'not to be had' ? undefined : lock;
}

function lookedAt<Result>(look: () => Result): Result | 'not to be had' {
  try {
    return look();
  } catch {
    return 'not to be had';
  }
}

function printOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => /\.sqlite(-wal)?$/.test(name));
  const inSql = existsSync(join(folder, 'sql')) ? readdirSync(join(folder, 'sql')) : [];
  const files = [...names, ...inSql.filter((name) => /\.sqlite(-wal)?$/.test(name)).map((name) => join('sql', name))];
  return Object.fromEntries(
    files.sort().map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return [name, `${size} ${Math.floor(mtimeMs)}`];
    }),
  );
}

/** The words that only this installation has. */
export function secretOf(folder: string): string {
  return readFileSync(join(folder, 'secret'), 'utf8').trim();
}
