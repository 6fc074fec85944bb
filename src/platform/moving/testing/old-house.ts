// An installation as one that has run for a while, made by its own engines: for tests of moving, and its bench.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteLog } from '../../../engines/log/sqlite/open.ts';
import { openFolderObjects } from '../../../engines/objects/folder/open.ts';
import { openSqliteQueue } from '../../../engines/queue/sqlite/open.ts';
import type { TableShape } from '../../../engines/rows/index.ts';
import { openSqliteRows } from '../../../engines/rows/sqlite/open.ts';
import { openSqliteSessions } from '../../../engines/sessions/sqlite/open.ts';
import type { AnyTables, Migration } from '../../../engines/sql/index.ts';
import { openSqlite } from '../../../engines/sql/sqlite/open.ts';
import { silentLogger as logger, openDataFolder } from '../../../host/index.ts';
import { systemClock as clock, systemRandom as random } from '../../../kit/index.ts';
import type { Port } from '../../../manifest/index.ts';
import { readOwnerToken } from '../../owner-token.ts';
import { services } from '../../table.ts';

export interface HouseSize {
  /** In all tables together. */
  readonly rows: number;
  readonly objects: number;
  readonly objectBytes: number;
  readonly records: number;
  readonly wideRows: number;
  readonly sessions: number;
  readonly tickets: number;
}

export const shape = {
  name: 'watched',
  partition: { account: 'text' },
  clustering: { day: 'integer descending', film: 'text' },
  columns: { seconds: 'integer', note: 'text', face: 'bytes', share: 'real', done: 'boolean' },
} as const satisfies TableShape;

const ports = { clock, random, logger };

/** Makes one in a new folder. Chance is drawn from the seed. */
export async function makeHouse(folder: string, size: HouseSize, seed = 1): Promise<void> {
  const draw = drawn(seed);
  openDataFolder(folder, { random });
  readOwnerToken(folder, random);
  await makeTables(folder, size.rows, draw);
  await makeObjects(folder, size, draw);
  await makeLog(folder, size.records, draw);
  await makeQueue(folder, size.tickets);
  await makeRows(folder, size.wideRows, draw);
  await makeSessions(folder, size.sessions, draw);
}

type Draw = (below: number) => number;

/** Numbers that are the same for the same seed (xorshift). */
function drawn(seed: number): Draw {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

const words = ['Ämter', 'a b ', '漢字', '🎬', "O'Neil", 'x\\y', 'plain', 'new\nline', 'ends ', ''];

async function makeTables(folder: string, rows: number, draw: Draw): Promise<void> {
  const owners = Object.entries(services).flatMap(([service, { ports: asked }]) =>
    Object.values<Port>(asked as Record<string, Port>).flatMap(({ kind, asks }) =>
      kind === 'tables' ? [{ service, migrations: asks as readonly Migration[] }] : [],
    ),
  );
  const files: { readonly file: string; readonly tables: readonly string[] }[] = [];
  for (const { service, migrations } of owners) {
    const file = join(folder, 'sql', `${service}.sqlite`);
    const sql = await openSqlite<AnyTables>({ file, migrations, ...ports });
    await sql.close();
    const db = new DatabaseSync(file);
    const found = db.prepare(`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`).all();
    const tables = found
      .map(({ name }) => String(name))
      .filter((name) => !/^ledger_(migrations|positions)$/.test(name));
    files.push({ file, tables });
    db.close();
  }
  const count = files.reduce((sum, { tables }) => sum + tables.length, 0);
  for (const { file, tables } of files) {
    const db = new DatabaseSync(file);
    db.exec('begin');
    for (const table of tables) fill(db, table, Math.ceil(rows / count), draw);
    // Counted up beyond what is there.
    db.exec(`update sqlite_sequence set seq = seq + 1000 where name = 'ledger_outbox'; commit`);
    db.close();
  }
}

function fill(db: DatabaseSync, table: string, rows: number, draw: Draw): void {
  const columns = db.prepare('select * from pragma_table_info(?)').all(table);
  const names = columns.map(({ name }) => `"${name}"`);
  const insert = db.prepare(
    `insert or ignore into ${table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
  );
  for (let n = 1; n <= rows; n += 1)
    insert.run(
      ...columns.map(({ name, type, notnull, pk }) => {
        if (Number(notnull) === 0 && Number(pk) === 0 && draw(4) === 0) return null;
        return cellOf(String(name), String(type).toLowerCase(), { n, draw, isKey: Number(pk) > 0 });
      }),
    );
}

function cellOf(
  name: string,
  type: string,
  { n, draw, isKey }: { readonly n: number; readonly draw: Draw; readonly isKey: boolean },
): number | string | Uint8Array {
  if (/bigint/.test(type)) return isKey ? n : Number.MAX_SAFE_INTEGER - draw(1_000_000);
  if (/int/.test(type)) return isKey ? n : draw(2_000_000_000);
  if (/real|double|float/.test(type)) return draw(1_000_000) / 1024;
  if (/blob|binary/.test(type)) return Uint8Array.from({ length: 40 }, () => draw(256));
  const text = isKey ? `${n}-${name}` : `${words[n % words.length]} ${n} ${words[draw(words.length)]}`;
  const most = Number(/\((\d+)\)/.exec(type)?.[1] ?? 500);
  return text.slice(0, most).toWellFormed();
}

async function makeObjects(folder: string, { objects: count, objectBytes }: HouseSize, draw: Draw): Promise<void> {
  const objects = await openFolderObjects({ folder: join(folder, 'objects'), ...ports });
  for (let n = 0; n < count; n += 1) {
    const body = new Uint8Array(n === 0 ? 0 : 1 + draw(2 * objectBytes)).fill(n % 251);
    if (body.length > 8) new DataView(body.buffer).setFloat64(0, n * Math.PI);
    const key = `titles/${n % 100}/t${n}/piece-${draw(9)}.mp4`;
    await objects.put(key, body, n % 3 === 0 ? {} : { contentType: 'video/mp4', metadata: { film: `number ${n}` } });
  }
  const upload = await objects.multipart.create('sources/under-way', { contentType: 'video/x-matroska' });
  await objects.multipart.putPart('sources/under-way', upload, { number: 1, body: new Uint8Array(5_300_000).fill(7) });
  await objects.multipart.putPart('sources/under-way', upload, { number: 2, body: new Uint8Array(77).fill(9) });
  await objects.close();
  const studio = new DatabaseSync(join(folder, 'sql', 'studio.sqlite'));
  studio.prepare('update uploads set multipart = ? where id = (select min(id) from uploads)').run(upload);
  studio.close();
}

/** Topics of one partition and of three; readers that stand in the middle, by tables and by marks, and one at the end. */
async function makeLog(folder: string, count: number, draw: Draw): Promise<void> {
  const file = join(folder, 'log.sqlite');
  const log = await openSqliteLog({ file, ...ports });
  await log.declare('title', { partitions: 1, keep: { what: 'latest', ms: 86_400_000, kinds: ['a', 'b'] } });
  await log.declare('member', { partitions: 3, keep: { what: 'everything' } });
  for (let n = 0; n < count; n += 50) {
    const records = Array.from({ length: Math.min(50, count - n) }, (_, index) => {
      const key = `k${draw(40)}`;
      const ends = (n + index) % 29 === 0 ? { ends: 'key' as const } : {};
      const headers = index % 5 === 0 ? { headers: { trace: `${n} ü` } } : {};
      return {
        key,
        value: JSON.stringify({ id: n + index, word: words[draw(words.length)] }),
        kind: 'a',
        ...ends,
        ...headers,
      };
    });
    await log.append(n % 100 === 0 ? 'title' : 'member', records);
  }
  const membership = await log.join('member', 'mailer');
  for (const owned of await membership.claim())
    await membership.mark(owned, Math.max(1, Math.floor(count / (2 + owned.partition))));
  await membership.leave();
  await log.close();
  for (const [service, next] of [
    ['catalog', Math.floor(count / 3)],
    ['playback', count + 1],
  ] as const) {
    const db = new DatabaseSync(join(folder, 'sql', `${service}.sqlite`));
    db.prepare('insert into ledger_positions values (?, ?, ?)').run('title', 0, next);
    db.close();
  }
}

async function makeQueue(folder: string, count: number): Promise<void> {
  const queue = await openSqliteQueue({ file: join(folder, 'queue.sqlite'), maxReceives: 1, ...ports });
  const bodies = Array.from({ length: count }, (_, n) => `work ${n}`);
  await queue.send('jobs', bodies);
  await queue.send('jobs', ['later'], { delayMs: 600_000 });
  await queue.receive('jobs', { limit: 5, waitMs: 0, visibilityMs: 0 });
  await queue.receive('jobs', { limit: 3, waitMs: 0, visibilityMs: 60_000 });
  await queue.close();
}

async function makeRows(folder: string, count: number, draw: Draw): Promise<void> {
  const rows = await openSqliteRows({ file: join(folder, 'rows.sqlite'), clock, logger });
  const table = await rows.table(shape);
  const now = clock.now() * 1000;
  for (let n = 0; n < count; n += 20) {
    const partition = { account: `account ${n % 1000}` };
    const puts = Array.from({ length: Math.min(20, count - n) }, (_, index) => ({
      do: 'put' as const,
      row: {
        ...{ day: n, film: `film ${index}` },
        ...{ seconds: draw(9_000), note: index % 4 === 0 ? null : (words[draw(words.length)] ?? '') },
        ...{ face: new Uint8Array([draw(256), index]), share: draw(1000) / 999, done: draw(2) === 0 },
      },
      ...(index % 7 === 0 ? { ttlSeconds: 100_000 } : {}),
      at: now - 5_000_000,
    }));
    await table.write(partition, puts);
    await table.write(partition, [
      { do: 'update', row: { day: n, film: 'film 1', note: 'seen', share: null }, at: now - 3_000_000 },
      { do: 'delete', row: { day: n, film: 'film 2' }, at: now - 2_000_000 },
    ]);
    if (n % 100 === 0)
      await table.write(partition, [
        { do: 'delete-range', within: { day: n }, from: { film: 'film 9' }, at: now - 1_000_000 },
      ]);
  }
  await rows.close();
}

async function makeSessions(folder: string, count: number, draw: Draw): Promise<void> {
  const sessions = await openSqliteSessions({ file: join(folder, 'sessions.sqlite'), ...ports });
  for (let n = 0; n < count; n += 1)
    await sessions.put(
      { partition: `account ${draw(50)}`, key: `session ${n}` },
      { user: n, words: [words[draw(words.length)] ?? ''] },
      n % 2 === 0 ? { expiresAt: clock.now() + 1e8 + n } : {},
    );
  for (let n = 0; n < 3; n += 1) await sessions.raiseEpoch('account 1');
  await sessions.close();
}
