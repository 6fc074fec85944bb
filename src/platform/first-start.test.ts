import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemClock } from '../kit/index.ts';
import { fillEmptyLibrary } from './first-start.ts';
import { readGiven, writeGiven } from './first-start-record.ts';

/** Runs a first start on a folder in which every call and every child fails the test. */
async function startOn(folder: string): Promise<string[]> {
  const said: string[] = [];
  const nobody = (what: string) => () => assert.fail(`${what} is not needed`);
  const calls = new Proxy({}, { get: (_, name) => nobody(String(name)) });
  await fillEmptyLibrary({
    settings: { dataFolder: folder, ffmpeg: 'none' },
    studio: { calls } as never,
    children: { run: nobody('a child') } as never,
    clock: systemClock,
    signal: new AbortController().signal,
    say: (sentence) => said.push(sentence),
  });
  return said;
}

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-first-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('a data folder that has had its sample, from before there were several too, is asked nothing and given nothing', async () => {
  await inFolder(async (folder) => {
    await writeFile(join(folder, 'sample-made'), '');
    assert.deepEqual(await startOn(folder), []);
  });
});

test('killed after the last film was given, the next start only says so', async () => {
  await inFolder(async (folder) => {
    const given = { 'the-paper-boat': 'a', 'the-red-kite': 'b', confetti: 'c' };
    await writeGiven(join(folder, 'sample-given.json'), given);
    assert.deepEqual(await startOn(folder), []);
    assert.equal(await readFile(join(folder, 'sample-made'), 'utf8'), '');
    assert.equal(await readGiven(join(folder, 'sample-given.json')), undefined);
  });
});

test('whoever cancels, removes or loses the first film is given the next all the same', async () => {
  for (const state of ['cancelled', 'removed', 'refused', 'failed', 'watchable'] as const) {
    await inFolder(async (folder) => {
      await writeGiven(join(folder, 'sample-given.json'), { 'the-paper-boat': 'a' });
      const said: string[] = [];
      const title = { id: 'a', name: 'The Paper Boat', state, watchable: state === 'watchable' };
      const next = new Error('The next film is begun.');
      const begun = fillEmptyLibrary({
        settings: { dataFolder: folder, ffmpeg: 'none' },
        studio: { calls: { title: async () => title } } as never,
        children: { run: () => Promise.reject(next) } as never,
        // Nobody waits for what will not come.
        clock: { ...systemClock, sleep: () => assert.fail(`a film that is ${state} is waited for`) },
        signal: new AbortController().signal,
        say: (sentence) => said.push(sentence),
      });
      await assert.rejects(begun, next);
      assert.deepEqual(said, state === 'watchable' ? ['The Paper Boat can be watched.'] : []);
    });
  }
});

test('a record is read as it was written; one that is no record counts as begun, with nothing given', async () => {
  await inFolder(async (folder) => {
    const file = join(folder, 'record.json');
    assert.equal(await readGiven(file), undefined);
    await writeGiven(file, {});
    assert.deepEqual(await readGiven(file), {});
    await writeGiven(file, { 'the-paper-boat': 'a' });
    assert.deepEqual(await readGiven(file), { 'the-paper-boat': 'a' });
    for (const text of ['', 'null', '[1]', '{"x":1}']) {
      await writeFile(file, text);
      assert.deepEqual(await readGiven(file), {}, text);
    }
  });
});
