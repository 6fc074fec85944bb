import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { madeOnce, recipe } from './made-once.ts';

describe('what is made once', () => {
  let cache: string;
  const own = process.env.XDG_CACHE_HOME;

  before(async () => {
    cache = await mkdtemp(join(tmpdir(), 'bijou-made-'));
    process.env.XDG_CACHE_HOME = cache;
  });

  after(async () => {
    if (own === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = own;
    await rm(cache, { recursive: true, force: true });
  });

  const made = (name: string) => join(cache, 'bijou-tests', 'made', name);

  it('is made by the first of many who ask at once, and is there for all', async () => {
    let times = 0;
    const ask = () =>
      madeOnce('film', async (folder) => {
        times += 1;
        await writeFile(join(folder, 'a.mp4'), 'pictures');
      });
    for (const folder of await Promise.all([ask(), ask(), ask()]))
      assert.equal(await readFile(join(folder, 'a.mp4'), 'utf8'), 'pictures');
    assert.equal(times, 1);
  });

  it('is made again, from nothing, where whoever made it failed or was killed in the middle', async () => {
    const failing = madeOnce('half', async (folder) => {
      await writeFile(join(folder, 'half'), '');
      throw new Error('no room');
    });
    await assert.rejects(failing, /no room/);
    // A lock of a process that is no more.
    const gone = spawn(process.execPath, ['-e', '']);
    await once(gone, 'exit');
    await mkdir(made('half'), { recursive: true });
    await writeFile(`${made('half')}.lock`, String(gone.pid));
    const folder = await madeOnce('half', (place) => writeFile(join(place, 'whole'), ''));
    await assert.rejects(readFile(join(folder, 'half')));
    assert.equal(await readFile(join(folder, 'whole'), 'utf8'), '');
  });

  it('is another where the words of its recipe are', () => {
    assert.equal(recipe('film', '25'), recipe('film', '25'));
    assert.notEqual(recipe('film', '25'), recipe('film', '24'));
    assert.notEqual(recipe('a', 'b'), recipe('ab'));
  });
});
