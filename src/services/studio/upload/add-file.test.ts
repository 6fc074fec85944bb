import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathWord } from '../../../host/index.ts';
import { context, newFolder, type Rig, routeContext, startRig } from '../testing/harness.ts';

async function sourceOf({ sql, objects }: Rig, id: string): Promise<string> {
  const { source_key } = await sql.db
    .selectFrom('titles')
    .select('source_key')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return Buffer.from(await objects.read(source_key ?? '')).toString();
}

/** A playlist that shows clips, each for so many seconds. */
function playlist(items: readonly (readonly [clip: string, seconds: number])[]): Buffer {
  const head = Buffer.alloc(50);
  head.write('MPLS0200');
  head.writeUInt32BE(40, 8);
  head.writeUInt16BE(items.length, 46);
  const parts = items.map(([clip, seconds]) => {
    const item = Buffer.alloc(22);
    item.writeUInt16BE(20, 0);
    item.write(`${clip}M2TS`, 2);
    item.writeUInt32BE(45_000, 14);
    item.writeUInt32BE(45_000 * (seconds + 1), 18);
    return item;
  });
  return Buffer.concat([head, ...parts]);
}

test('the folder of a disc is one film: its longest, whole and in order, named after the folder above', async (t) => {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder);
  const { calls } = rig.studio.implementation;
  const write = async (path: string, bytes: string | Buffer) => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), bytes);
  };
  const dvd = 'Old Film (1998)/VIDEO_TS';
  await write(`${dvd}/VIDEO_TS.VOB`, 'the menu of all, which is rather long: '.repeat(9));
  await write(`${dvd}/VTS_01_0.VOB`, 'a menu, longer than the film: '.repeat(9));
  await write(`${dvd}/VTS_01_1.VOB`, 'the maker’s name');
  await write(`${dvd}/VTS_02_1.VOB`, 'the film begins, ');
  await write(`${dvd}/VTS_02_2.VOB`, 'goes on, ');
  await write(`${dvd}/VTS_02_3.VOB`, 'ends.');
  const first = await calls.addFile({ path: join(folder, dvd) }, context());
  assert.deepEqual([first.title.name, first.title.metadata?.year], ['Old Film', 1998]);
  assert.equal(await sourceOf(rig, first.title.id), 'the film begins, goes on, ends.');
  assert.equal((await calls.addFile({ path: join(folder, dvd) }, context())).already, true);

  const bluRay = 'Blue/Disc 2/BDMV';
  for (const [clip, text] of Object.entries({
    '00001': 'menu',
    '00002': 'one, ',
    '00003': 'two',
    '00009': 'long trailer',
  }))
    await write(`${bluRay}/STREAM/${clip}.m2ts`, text);
  await write(`${bluRay}/PLAYLIST/00000.mpls`, playlist(Array.from({ length: 99 }, () => ['00001', 30] as const)));
  await write(
    `${bluRay}/PLAYLIST/00001.mpls`,
    playlist(
      [
        ['00003', 40],
        ['00002', 50],
      ].reverse() as [string, number][],
    ),
  );
  await write(`${bluRay}/PLAYLIST/00002.mpls`, playlist([['00007', 9_000]]));
  await write(`${bluRay}/PLAYLIST/00003.mpls`, 'MPLS');
  const second = await calls.addFile({ path: join(folder, bluRay) }, context());
  assert.equal(await sourceOf(rig, second.title.id), 'one, two');
  assert.equal(second.title.name, 'Blue, disc 2');
  await mkdir(join(folder, 'empty', 'BDMV'), { recursive: true });
  await assert.rejects(calls.addFile({ path: join(folder, 'empty', 'BDMV') }, context()), {
    code: 'studio.no-disc-film',
  });
});

test('a name that is no UTF-8 leads to its film', async (t) => {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder);
  const path = Buffer.concat([Buffer.from(`${folder}/Caf`), Buffer.from([0xe9]), Buffer.from(' (2005).mp4')]);
  await writeFile(path, 'a film');
  const { title } = await rig.studio.implementation.calls.addFile({ path: pathWord(path) }, context());
  assert.deepEqual([title.name, title.metadata?.year], ['Café', 2005]);
  assert.equal(await sourceOf(rig, title.id), 'a film');
});

test('a film that is written over is never another under its title, and its own bytes mend it', async (t) => {
  const folder = await newFolder(t);
  const rig = await startRig(t, folder);
  const { calls, routes } = rig.studio.implementation;
  const path = join(folder, 'Film (2001).mkv');
  await writeFile(path, 'what was taken in');
  const { title } = await calls.addFile({ path }, context());
  const isShared = (await stat(path)).nlink > 1;
  const source = createHash('sha256').update('what was taken in').digest('hex');
  const read = async () => {
    const request = new Request(`http://studio/api/studio/sources/${source}`);
    return (await routes.source(request, routeContext({ source }))).text();
  };
  await writeFile(path, 'what was put over');
  if (isShared) await assert.rejects(read(), { code: 'objects.changed' });
  const other = await calls.addFile({ path }, context());
  assert.notEqual(other.title.id, title.id);

  const copy = join(folder, 'a copy of it.mkv');
  await writeFile(copy, 'what was taken in');
  const again = await calls.addFile({ path: copy }, context());
  assert.deepEqual([again.title.id, again.already], [title.id, true]);
  assert.equal(await read(), 'what was taken in');
  assert.equal(await sourceOf(rig, title.id), 'what was taken in');
});
