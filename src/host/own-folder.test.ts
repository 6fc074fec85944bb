import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { tryHold } from './held-lock.ts';
import { isLive, openOwnFolder, sweepOwnFolders } from './own-folder.ts';

async function place(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-own-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('a lock is held by one alone, within a process too, however often others look', async (t) => {
  const file = join(await place(t), 'a.lock');
  const lock = tryHold(file);
  for (let look = 0; look < 100; look += 1) assert.equal(tryHold(file), undefined);
  lock?.release();
  const next = tryHold(file);
  assert.ok(next !== undefined);
  next.release();
});

test('own folders live until they are released, whoever sweeps meanwhile', async (t) => {
  const folder = await place(t);
  const [one, other] = [await openOwnFolder(folder), await openOwnFolder(folder)];
  assert.notEqual(one.name, other.name);
  writeFileSync(join(one.path, 'work'), 'half');
  await sweepOwnFolders(folder, async (path) => assert.fail(`${path} lives`));
  assert.ok(existsSync(join(one.path, 'work')));
  assert.deepEqual([isLive(folder, one.name), isLive(folder, other.name)], [true, true]);
  await one.release();
  assert.deepEqual([isLive(folder, one.name), isLive(folder, other.name)], [false, true]);
  await other.release();
  assert.deepEqual(await readdir(folder), []);
});

test('what the dead left is shown once, then taken away with its lock; a name from elsewhere is never alive', async (t) => {
  const folder = await place(t);
  for (const name of [`${process.pid}-Dead00`, '4711@before']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'work'), 'half');
  }
  writeFileSync(join(folder, '12-Alone0.lock'), '');
  for (const name of [`${process.pid}-Dead00`, '4711@before', '..', '12-Alone0', ''])
    assert.equal(isLive(folder, name), false, name);
  const shown: string[] = [];
  const show = async (path: string) => void shown.push(path);
  await sweepOwnFolders(folder, show);
  await sweepOwnFolders(folder, show);
  assert.deepEqual(shown.sort(), [join(folder, '4711@before'), join(folder, `${process.pid}-Dead00`)].sort());
  assert.deepEqual(await readdir(folder), []);
});

test('newcomers and sweepers at once: no newcomer loses its folder', async (t) => {
  const folder = await place(t);
  const sweeping = Array.from({ length: 20 }, () => sweepOwnFolders(folder));
  const own = await Promise.all(Array.from({ length: 20 }, () => openOwnFolder(folder)));
  await Promise.all(sweeping);
  for (const { path } of own) assert.ok(existsSync(path), path);
  await Promise.all(own.map((each) => each.release()));
});
