import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { silentLogger } from '../../host/index.ts';
import { openDisk } from './disk.ts';
import {
  ask,
  fakeOrigin,
  firstKey,
  folder,
  generatedBytes,
  signedPath,
  sliceBytes,
  startRig,
} from './fixtures.test.ts';

const media = `${folder}/media.mp4`;
const content = generatedBytes(4 * sliceBytes);

async function emptyFolder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'appliance-'));
  after(() => rm(made, { recursive: true, force: true }));
  return made;
}

/** An appliance with a disk that has served the film once, and was stopped. */
async function filledFolder(bytes = 10_000_000): Promise<string> {
  const folderOfIt = await emptyFolder();
  const rig = await startRig({ deps: { disk: { folder: folderOfIt, bytes } } });
  rig.origin.files.set(media, content);
  assert.ok((await ask(rig, signedPath(firstKey(rig)))).body.equals(content));
  await rig.appliance.stop();
  return folderOfIt;
}

async function reopen(folderOfIt: string, bytes = 10_000_000) {
  const origin = fakeOrigin();
  origin.files.set(media, content);
  const rig = await startRig({ origin, deps: { disk: { folder: folderOfIt, bytes } } });
  return { rig, fetches: origin.fetches, read: () => ask(rig, signedPath(firstKey(rig))) };
}

suite('the disk', () => {
  test('serves what an earlier process kept, without a fetch', async () => {
    const { rig, read, fetches } = await reopen(await filledFolder());
    assert.ok((await read()).body.equals(content));
    assert.deepEqual(fetches(), []);
    const status = await rig.appliance.implementation.calls.status({}, {} as never);
    assert.equal(status.diskBytes, content.length + 4 * 32);
  });

  test('of a process that was killed while it wrote is used as far as it is whole', async () => {
    const folderOfIt = await filledFolder();
    const [first = '', second = '', third = ''] = await readdir(folderOfIt);
    // Cut short, altered, and left aside: what a crash or a bad disk leaves.
    await truncate(join(folderOfIt, first), 1_000);
    const altered = await readFile(join(folderOfIt, second));
    altered.writeUInt8(altered.readUInt8(5_000) ^ 1, 5_000);
    await writeFile(join(folderOfIt, second), altered);
    await writeFile(join(folderOfIt, `${third.slice(0, 64)}.part`), 'half');
    const { read, fetches, rig } = await reopen(folderOfIt);
    assert.ok((await read()).body.equals(content));
    assert.equal(fetches().length, 2);
    await rig.appliance.stop();
    const again = await reopen(folderOfIt);
    assert.ok((await again.read()).body.equals(content));
    assert.deepEqual(again.fetches(), []);
    assert.equal((await readdir(folderOfIt)).filter((name) => !name.endsWith('.slice')).length, 0);
  });

  test('survives kill -9 at any moment of its writing', async () => {
    const folderOfIt = await emptyFolder();
    const writer = `
      import { openDisk } from ${JSON.stringify(new URL('./disk.ts', import.meta.url).href)};
      import { silentLogger } from ${JSON.stringify(new URL('../../host/index.ts', import.meta.url).href)};
      const disk = await openDisk({ folder: process.argv[1], bytes: 3_000_000, logger: silentLogger });
      for (let round = 0; ; round += 1) {
        for (let i = 0; i < 8; i += 1) disk.keep('key ' + (round * 8 + i), Buffer.alloc(200_000, round * 8 + i));
        await disk.close();
        if (round === 2) process.stdout.write('writing');
      }`;
    for (let kill = 0; kill < 4; kill += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', writer, folderOfIt], { stdio: 'pipe' });
      await once(child.stdout, 'data');
      for (let turn = 0; turn < kill * 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      child.kill('SIGKILL');
      await once(child, 'close');
      const disk = await openDisk({ folder: folderOfIt, bytes: 3_000_000, logger: silentLogger });
      assert.ok(disk.bytes <= 3_000_000);
      let kept = 0;
      for (let i = 0; i < 5_000; i += 1) {
        const slice = await disk.read(`key ${i}`);
        if (slice === undefined) continue;
        kept += 1;
        assert.ok(slice.equals(Buffer.alloc(200_000, i)));
      }
      assert.ok(kept > 0);
      assert.deepEqual(
        (await readdir(folderOfIt)).filter((name) => !name.endsWith('.slice')),
        [],
      );
      await disk.close();
    }
  });

  test('whose files were swapped does not serve one for the other', async () => {
    const folderOfIt = await filledFolder();
    const [first = '', second = ''] = await readdir(folderOfIt);
    await writeFile(join(folderOfIt, first), await readFile(join(folderOfIt, second)));
    const { read, fetches } = await reopen(folderOfIt);
    assert.ok((await read()).body.equals(content));
    assert.equal(fetches().length, 1);
  });

  test('keeps within its budget, also one that was lowered', async () => {
    const budget = 2 * (sliceBytes + 32);
    const folderOfIt = await filledFolder(budget);
    assert.equal((await readdir(folderOfIt)).length, 2);
    const { rig } = await reopen(folderOfIt, sliceBytes + 32);
    await rig.appliance.stop();
    assert.equal((await readdir(folderOfIt)).length, 1);
  });

  test('drops a file that was retired', async () => {
    const folderOfIt = await emptyFolder();
    const rig = await startRig({
      deps: { disk: { folder: folderOfIt, bytes: 10_000_000 } },
      config: { revalidateMs: 0 },
    });
    rig.origin.files.set(media, content);
    const path = signedPath(firstKey(rig));
    await ask(rig, path);
    rig.origin.files.delete(media);
    const range = { headers: { range: 'bytes=0-9' } };
    while ((await ask(rig, path, range)).status === 206);
    await rig.appliance.stop();
    assert.deepEqual(await readdir(folderOfIt), []);
  });

  test('that cannot be written costs nothing but the cache', async () => {
    const folderOfIt = await emptyFolder();
    const disk = await openDisk({ folder: folderOfIt, bytes: 1_000, logger: silentLogger });
    await rm(folderOfIt, { recursive: true });
    disk.keep('a', generatedBytes(100));
    await disk.close();
    assert.equal(disk.bytes, 0);
    assert.equal(await disk.read('a'), undefined);
  });
});
