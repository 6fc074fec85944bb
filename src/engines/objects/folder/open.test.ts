import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { startKillable } from '../../../host/index.ts';
import { hasCode, systemClock, systemRandom } from '../../../kit/index.ts';
import { conformance } from '../conformance.ts';
import { adapter } from './adapter.ts';
import { makeTemp } from './placing.ts';
import { openTemp } from './temp.ts';

conformance('objects/folder', adapter);

async function placed(t: TestContext): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), 'bijou-folder-'));
  t.after(() => rm(place, { recursive: true, force: true }));
  return place;
}

const filesIn = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

test('opening sweeps what dead processes left, and leaves alone what living ones write', async (t) => {
  const place = await placed(t);
  const living = await adapter.open(place);
  let release: () => void = () => undefined;
  const slow = living.put(
    'slow',
    new ReadableStream<Uint8Array>({
      async start(controller) {
        controller.enqueue(new Uint8Array(300_000));
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        controller.close();
      },
    }),
  );
  const child = startKillable(new URL('../conformance-child.ts', import.meta.url), [
    adapter.module,
    place,
    'x',
    '0',
    '0',
  ]);
  await child.talking;
  await child.kill();
  const [mine] = await readdir(join(place, 'temp'));
  const dead = mine?.replace(/^\d+_\d+/, '999999999_1') ?? '';
  await mkdir(join(place, 'temp', dead), { recursive: true });
  await writeFile(join(place, 'temp', dead, 'left'), 'x');
  const reused = mine?.replace(/_\d+_/, '_1_') ?? '';
  await mkdir(join(place, 'temp', reused), { recursive: true });
  const next = await adapter.open(place);
  assert.equal((await readdir(join(place, 'temp'))).length, 1);
  release();
  assert.equal((await slow).bytes, 300_000);
  await living.close();
  await next.close();
});

test('a full disk is objects.full, and leaves nothing behind', async (t) => {
  const place = await placed(t);
  const temp = await openTemp(place, { clock: systemClock, random: systemRandom });
  const store = { objects: place, uploads: place, temp, stamp: () => 1 };
  const attempt = makeTemp(store, async (path) => {
    await writeFile(path, 'as much as there was room for');
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  });
  await assert.rejects(attempt, (error) => hasCode(error, 'objects.full'));
  assert.equal(await filesIn(place), 0);
});
