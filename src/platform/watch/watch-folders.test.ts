import assert from 'node:assert/strict';
import { mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { silentLogger, wordPath } from '../../host/index.ts';
import { systemClock } from '../../kit/index.ts';
import { watchFolders } from './watch-folders.ts';
import { changeWatched, readWatched, readWatchedStates } from './watched-folders.ts';

/** Watches folders of its own, with a studio that reads what it is given and notes it. */
async function newWatch(t: TestContext) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'bijou-watch-'));
  const films = await mkdtemp(join(tmpdir(), 'bijou-films-'));
  await mkdir(join(dataFolder, 'run'));
  t.after(async () => {
    for (const folder of [dataFolder, films]) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  const added: string[] = [];
  const failing = new Set<string>();
  const refused = new Set<string>();

  /** Looks until it is so, then ends as a stop would. */
  async function until(isSo: () => boolean | Promise<boolean>, folders: readonly string[] = [films]): Promise<void> {
    const end = new AbortController();
    const taken = async (path: string, verb = '') => {
      const bytes = await readFile(wordPath(path), 'utf8').catch(() => 'a disc');
      if (failing.has(basename(path))) throw new Error('The disk is full.');
      added.push(`${verb}${basename(path)}: ${bytes}`);
    };
    const studio = {
      async addFile({ path }: { path: string }) {
        await taken(path);
        return { title: { id: `id of ${basename(path)}` }, already: false };
      },
      async title({ id }: { id: string }) {
        const isRefused = refused.has(id);
        return { id, state: isRefused ? 'refused' : 'ready', watchable: !isRefused };
      },
      async replace({ id, path }: { id: string; path: string }) {
        await taken(path, `${id} becomes `);
        return { id };
      },
    };
    const ports = { clock: systemClock, logger: silentLogger, signal: end.signal };
    const watching = watchFolders({ dataFolder, folders, studio: studio as never, quiet: 150, everyMs: 20, ...ports });
    for (let left = 1_000; left > 0 && !(await isSo()); left -= 1) await systemClock.sleep(20);
    end.abort();
    await watching;
    assert.ok(await isSo(), `not so: ${added.join(', ')}`);
  }

  async function looks(folders?: readonly string[]): Promise<void> {
    const before = Date.now();
    const isLater = async () => Date.now() - before > 600 && (await readWatchedStates(dataFolder)).length > 0;
    await until(isLater, folders);
  }

  const write = (name: string, text: string) => writeFile(join(films, name), text);
  return { dataFolder, films, added, failing, refused, until, looks, write };
}

test('what comes into a folder is taken in once, whole, and not again after a restart or under another name', async (t) => {
  const { films, added, until, looks, write } = await newWatch(t);
  await write('old.mkv', 'old');
  await write('notes.txt', 'notes');
  await write('half.mkv.part', 'half');
  const growing = await open(join(films, 'growing.mkv'), 'w');
  await growing.write('begin');
  await until(async () => {
    if (added.length > 0) await growing.write('+');
    return added.length > 0;
  });
  assert.deepEqual(added, ['old.mkv: old']);
  await growing.write(' end');
  await growing.close();
  const whole = await readFile(join(films, 'growing.mkv'), 'utf8');
  await until(() => added.length === 2);
  assert.deepEqual(added[1], `growing.mkv: ${whole}`);

  await rename(join(films, 'old.mkv'), join(films, 'renamed.mkv'));
  await rename(join(films, 'half.mkv.part'), join(films, 'half.mkv'));
  await until(() => added.includes('half.mkv: half'));
  await looks();
  assert.equal(added.length, 3);

  // Another film under a name that was there before is another film.
  await write('renamed.mkv', 'another');
  await until(() => added.includes('renamed.mkv: another'));
});

test('what was refused because it was copied too slowly becomes the same title once it is whole', async (t) => {
  const { added, refused, until, write } = await newWatch(t);
  await write('slow.mp4', 'half');
  await until(() => added.length === 1);
  refused.add('id of slow.mp4');
  // Also after a restart.
  await write('slow.mp4', 'whole');
  await until(() => added.length === 2);
  refused.clear();
  await write('slow.mp4', 'another film');
  await until(() => added.length === 3);
  assert.deepEqual(added, ['slow.mp4: half', 'id of slow.mp4 becomes slow.mp4: whole', 'slow.mp4: another film']);
});

test('a disk that goes and comes back, and files that vanish, change nothing', async (t) => {
  const { dataFolder, films, added, until, looks, write } = await newWatch(t);
  await write('film.mkv', 'film');
  await write('short-lived.mkv', 'x');
  await until(() => added.length === 2);
  await rm(join(films, 'short-lived.mkv'));
  await rename(films, `${films}-away`);
  await looks();
  const [gone] = await readWatchedStates(dataFolder);
  assert.deepEqual([gone?.films, gone?.why], [0, 'The folder is passed over: it leads nowhere, or has just gone.']);
  await rename(`${films}-away`, films);
  await until(async () => (await readWatchedStates(dataFolder))[0]?.films === 1);
  assert.equal(added.length, 2);
});

test('what cannot be taken in now is told and tried again, and folders are named while it runs', async (t) => {
  const { dataFolder, films, added, failing, until, write } = await newWatch(t);
  failing.add('film.mkv');
  await write('film.mkv', 'film');
  await changeWatched(dataFolder, { add: [films] });
  await until(async () => (await readWatchedStates(dataFolder))[0]?.why === 'The disk is full.', []);
  failing.clear();
  await until(() => added.length === 1, []);
  assert.deepEqual(await changeWatched(dataFolder, { drop: [films] }), []);
  await until(async () => (await readWatchedStates(dataFolder)).length === 0, []);
  await writeFile(join(dataFolder, 'watched-folders.json'), '{half');
  assert.deepEqual(await readWatched(dataFolder), []);
});
