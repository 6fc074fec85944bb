import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import type { Log } from '../../engines/log/index.ts';
import { openSqliteLog } from '../../engines/log/sqlite/open.ts';
import { openFolderObjects } from '../../engines/objects/folder/open.ts';
import { silentLogger as logger, openOwnFolder } from '../../host/index.ts';
import { systemClock as clock, systemRandom as random } from '../../kit/index.ts';
import { type MoveOptions, move, surveyMove, type Told } from './move.ts';
import { newHome } from './new-home.ts';
import { makeHouse } from './testing/old-house.ts';

const size = { rows: 2_000, objects: 60, objectBytes: 20_000, records: 900, wideRows: 400, sessions: 80, tickets: 40 };

/** A process is started for each, which takes the longest. */
const mostKills = 4;

interface House {
  readonly from: string;
  readonly to: string;
  readonly config: string;
  readonly options: MoveOptions;
}

async function house(t: TestContext): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-moving-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const [from, to, config] = [join(folder, 'old'), join(folder, 'new'), join(folder, 'bijou.config.json')] as const;
  await makeHouse(from, size);
  await writeFile(config, JSON.stringify({ data: to }));
  const options = {
    from,
    to: newHome({}, { config, from }),
    progressFolder: `${config}.moving`,
    clock,
    random,
    logger,
  };
  return { from, to, config, options };
}

async function logOf(t: TestContext, folder: string): Promise<Log> {
  const log = await openSqliteLog({ file: join(folder, 'log.sqlite'), clock, logger });
  t.after(() => log.close());
  return log;
}

async function all(told: AsyncIterable<Told>): Promise<Told[]> {
  const found: Told[] = [];
  for await (const one of told) found.push(one);
  return found;
}

/** Every file below with its size and times. */
function printOf(folder: string): string {
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  return names
    .map((name) => {
      const { size: bytes, mtimeMs, ino } = lstatSync(join(folder, name));
      return `${name} ${bytes} ${mtimeMs} ${ino}`;
    })
    .join('\n');
}

function verdictsOf(told: readonly Told[]): Record<string, string> {
  return Object.fromEntries(
    told.flatMap((one) =>
      one.did === 'verified'
        ? [
            [
              one.port,
              one.verdict.differences.join('; ') ||
                (one.verdict.checksums.source === one.verdict.checksums.target ? 'equal' : 'sums differ'),
            ],
          ]
        : [],
    ),
  );
}

const allEqual = { objects: 'equal', log: 'equal', sql: 'equal', queue: 'equal', rows: 'equal', sessions: 'equal' };

test('a move that is killed again and again goes on, everything is equal, and the old folder is as it was', async (t) => {
  const { from, config, options } = await house(t);
  const before = printOf(from);
  let kills = 0;
  let last: Told[] = [];
  for (let seed = 7; ; seed = (seed * 16_807) % 2_147_483_647) {
    const words = JSON.stringify({ from, config, progressFolder: options.progressFolder });
    const child = spawn(process.execPath, [join(import.meta.dirname, 'testing', 'child.ts'), words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    last = [];
    let lines = 0;
    for await (const line of createInterface(child.stdout)) {
      last.push(JSON.parse(line) as Told);
      lines += 1;
      if (kills < mostKills && lines === 8 + (seed % 23)) {
        child.kill('SIGKILL');
        kills += 1;
        break;
      }
    }
    const [code] = await ended;
    if (code === 0) break;
    assert.equal(code, null, 'it ended by nothing but a kill');
  }
  assert.equal(kills, mostKills);
  assert.deepEqual(verdictsOf(last), allEqual);
  assert.deepEqual(last.at(-1), { did: 'finished', isEqual: true, isOld: false });
  assert.equal(printOf(from), before);
  assert.deepEqual((await all(move(options))).at(-1), { did: 'finished', isEqual: true, isOld: true });
});

test('every reader goes on where it was, though places are others; counters and uploads go on, leases are free', async (t) => {
  const { from, to, options } = await house(t);
  assert.deepEqual(verdictsOf(await all(move(options))), allEqual);
  const [old, young] = [await logOf(t, from), await logOf(t, to)];
  const ahead = async (log: Log, topic: string, partition: number, next: number | undefined) => {
    const { records } = await log.read(topic, { partition, from: next ?? 0, limit: 5_000, waitMs: 0 });
    const lines = records.map(({ key, value, headers }) => JSON.stringify([key, value, headers]));
    return [...Map.groupBy(lines, (line) => JSON.parse(line)[0] as string)].sort(([a], [b]) => (a < b ? -1 : 1));
  };
  for (const partition of [0, 1, 2]) {
    const was = (await old.lag('member', 'mailer'))[partition];
    const is = (await young.lag('member', 'mailer'))[partition];
    assert.ok(was !== undefined && is !== undefined);
    assert.equal(is.behind, was.behind);
    assert.deepEqual(await ahead(young, 'member', partition, is.next), await ahead(old, 'member', partition, was.next));
  }
  const at = (folder: string, service: string, sql: string) => {
    const db = new DatabaseSync(join(folder, 'sql', `${service}.sqlite`));
    try {
      return db.prepare(sql).get();
    } finally {
      db.close();
    }
  };
  for (const service of ['catalog', 'playback']) {
    const [was, is] = [from, to].map((folder) =>
      Number(at(folder, service, 'select next from ledger_positions')?.next),
    );
    const rest = await ahead(young, 'title', 0, is);
    assert.deepEqual(rest, await ahead(old, 'title', 0, was));
    assert.equal(rest.length > 0, service === 'catalog');
  }
  const last = `select seq from sqlite_sequence where name = 'ledger_outbox'`;
  assert.deepEqual(at(to, 'studio', last), at(from, 'studio', last));
  assert.equal(at(to, 'studio', `select count(*) as held from ledger_leases where holder <> ''`)?.held, 0);
  const objects = await openFolderObjects({ folder: join(to, 'objects'), clock, random });
  t.after(() => objects.close());
  const { key, multipart } = at(
    to,
    'studio',
    `select 'sources/under-way' as key, multipart from uploads where id = (select min(id) from uploads)`,
  ) as Record<string, string>;
  const parts = await objects.multipart.parts(key ?? '', multipart ?? '');
  assert.equal((await objects.multipart.complete(key ?? '', multipart ?? '', parts)).bytes, 5_300_077);
  assert.equal(readFileSync(join(to, 'secret'), 'utf8'), readFileSync(join(from, 'secret'), 'utf8'));
  assert.equal(readFileSync(join(to, 'owner-token'), 'utf8'), readFileSync(join(from, 'owner-token'), 'utf8'));
});

test('a row, a byte or a record that is not as it was is found, and told where', async (t) => {
  const { to, options } = await house(t);
  const told: Told[] = [];
  for await (const one of move(options)) {
    if (one.did === 'began' && one.what === 'verifying' && one.port === 'objects') {
      change(
        join(to, 'sql', 'studio.sqlite'),
        `update titles set name = name || '.' where id = '7-id'; delete from jobs where id = '9-id'`,
      );
      change(join(to, 'log.sqlite'), `update records set value = '{}' where id = 300`);
      change(join(to, 'sessions.sqlite'), `delete from items where key = 'session 5'`);
      const first = 'partition = (select min(partition) from rows_watched)';
      change(
        join(to, 'rows.sqlite'),
        `update rows_watched set c_seconds = -1 where ${first} and clustering =
          (select max(clustering) from rows_watched where ${first} and stamps not like '%deleted%')`,
      );
      const file =
        readdirSync(join(to, 'objects'), { recursive: true })
          .map(String)
          .filter((name) => /^titles.*mp4$/.test(name))
          .sort()
          .at(-1) ?? '';
      const bytes = readFileSync(join(to, 'objects', file));
      bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      writeFileSync(join(to, 'objects', file), bytes);
    }
    told.push(one);
  }
  const verdicts = verdictsOf(told);
  assert.match(
    verdicts.sql ?? '',
    /studio\.jobs \["9-id"\]: the row is missing; studio\.titles \["7-id"\]: name differ/,
  );
  assert.match(verdicts.log ?? '', /a record of k\d+, of those from \d+ to \d+, is missing or differs/);
  assert.match(verdicts.sessions ?? '', /session 5: the item is missing/);
  assert.match(verdicts.rows ?? '', /watched \["account 0"\] .*: the row differs/);
  assert.match(verdicts.objects ?? '', /titles\/\S+: its bytes differ/);
  assert.deepEqual(told.at(-1), { did: 'finished', isEqual: false, isOld: false });
});

test('what cannot be moved is refused before anything is carried, with what to do', async (t) => {
  const { from, to, options } = await house(t);
  const refusal = async (over: Partial<MoveOptions> = {}, how = move) => {
    try {
      await all(how({ ...options, ...over }));
      return '';
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  };
  assert.equal(await refusal({ from: join(from, 'none') }), 'moving.nothing-there');
  assert.equal(await refusal({ to: { ...options.to, dataFolder: from } }), 'moving.nothing-to-do');
  const own = await openOwnFolder(join(from, 'run', 'processes'));
  assert.equal(await refusal(), 'moving.running');
  await own.release();
  change(join(from, 'sql', 'catalog.sqlite'), `update ledger_migrations set name = 'x' where name = '0001-catalog'`);
  assert.equal(await refusal(), 'moving.newer');
  change(join(from, 'sql', 'catalog.sqlite'), `delete from ledger_migrations where name = 'x'`);
  assert.equal(await refusal(), 'moving.older');
  change(join(from, 'sql', 'catalog.sqlite'), `insert into ledger_migrations values ('0001-catalog', 1)`);
  const survey = await all(surveyMove(options));
  assert.deepEqual(
    survey.map((one) => one.did === 'surveyed' && one.survey.what),
    ['objects', 'records', 'rows', 'tickets', 'wide rows', 'sessions'],
  );
  assert.ok(!readdirSync(join(to, '..')).includes('new'), 'a dry run makes nothing there');
  const objects = await openFolderObjects({ folder: join(to, 'objects'), clock, random });
  await objects.put('somebody/elses', new Uint8Array(3));
  await writeFile(join(to, 'bijou.json'), '{"format":1}\n');
  assert.equal(await refusal(), 'moving.taken');
  await objects.delete(['somebody/elses']);
  await objects.close();
  for await (const one of move(options)) if (one.did === 'carried') break;
  change(join(from, 'queue.sqlite'), `delete from tickets`);
  assert.equal(await refusal(), 'moving.changed');
  const other = { ...options.to, dataFolder: `${to}-2` };
  assert.equal(await refusal({ to: other }), 'moving.another');
});

function change(file: string, sql: string): void {
  const db = new DatabaseSync(file);
  db.exec(sql);
  db.close();
}
