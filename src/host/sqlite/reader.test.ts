import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { openSqliteReader } from './index.ts';

test('a file is read with nothing written beside it, also what its killed process had not put into it', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-reader-'));
  t.after(() => rm(folder, { recursive: true }));
  const [live, closed, killed] = ['live', 'closed', 'killed'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(live);
  const db = new DatabaseSync(join(live, 'a.sqlite'));
  db.exec('pragma journal_mode = wal; create table t (n integer primary key, text text)');
  for (let n = 1; n <= 20; n += 1) db.prepare('insert into t values (?, ?)').run(n, 'x'.repeat(100));
  await cp(live, killed, { recursive: true });
  await rm(join(killed, 'a.sqlite-shm'));
  db.close();
  await cp(live, closed, { recursive: true });
  for (const place of [closed, killed]) {
    const before = await readdir(place);
    const reader = await openSqliteReader(join(place, 'a.sqlite'), { scratch: join(folder, 'scratch') });
    assert.equal(reader?.rows({ sql: 'select n from t where n > ?', values: [5] }).length, 15);
    assert.equal(reader?.rows({ sql: 'select * from t' }, 500).length, 5, 'a page ends with the row that fills it');
    assert.deepEqual(await readdir(place), before);
    reader?.close();
    assert.deepEqual(await readdir(place), before);
  }
  assert.equal(await openSqliteReader(join(folder, 'none.sqlite'), { scratch: folder }), undefined);
});
