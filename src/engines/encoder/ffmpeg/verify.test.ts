import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { VerifyWork } from '../index.ts';
import { makeMedia, markedPictures, smallRung, smallWork } from '../testing/films.ts';
import { withMatrix } from '../testing/matrix.ts';
import { openWorkshop } from './testing/workshop.ts';

const { folder, encoder, run } = await openWorkshop('verify');
const film = join(folder, 'film.mkv');
const chunk = join(folder, 'chunk.mp4');
const count = 30;
const shaping = smallWork({ count, firstTime: 0 }, chunk);

before(async () => {
  makeMedia([...markedPictures({ count, rate: '25' }), '-c:v', 'ffv1', film]);
  await encoder.encodeVideo(film, shaping, run);
});

function workOn(input: string): VerifyWork {
  const { stream, firstTime, treatment } = shaping;
  const { name, width, height } = smallRung;
  const rungs = [{ name, width, height, input }];
  return { count, frameRate: { num: 25, den: 1 }, rungs, compare: { stream, firstTime, treatment, pictures: 10 } };
}

test('what was encoded well is whole, and like its source', async () => {
  const { faults, measured } = await encoder.verify(film, workOn(chunk), run);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    measured.map(({ name, pictures }) => ({ name, pictures })),
    [{ name: smallRung.name, pictures: 10 }],
  );
  assert.ok((measured[0]?.ssim ?? 0) > 0.9, `${measured[0]?.ssim}`);
});

test('a chunk that begins long after its source’s last key picture is measured as far as any', async () => {
  const long = join(folder, 'long.mkv');
  const far = join(folder, 'far.mp4');
  const rate = 25;
  const oneGroup = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '1000', '-x264-params', 'scenecut=0'];
  makeMedia([...markedPictures({ count: 8 * rate, rate: String(rate) }), ...oneGroup, long]);
  const times = { firstTime: 6, previousTime: 6 - 1 / rate };
  await encoder.encodeVideo(long, smallWork({ count, ...times }, far), run);
  const work = workOn(far);
  const compare = { ...work.compare, ...times } as VerifyWork['compare'] & object;
  const { faults, measured } = await encoder.verify(long, { ...work, compare }, run);
  assert.deepEqual(faults, []);
  assert.equal(measured[0]?.pictures, 10);
  assert.ok((measured[0]?.ssim ?? 0) > 0.9, `${measured[0]?.ssim}`);
});

test('a chunk that still tells of the source’s turn is measured as its pictures lie', async () => {
  const turned = join(folder, 'turned.mp4');
  writeFileSync(turned, withMatrix(readFileSync(chunk), [0, 1, -1, 0]));
  const { faults, measured } = await encoder.verify(film, workOn(turned), run);
  assert.deepEqual(faults, []);
  assert.ok((measured[0]?.ssim ?? 0) > 0.9, `${measured[0]?.ssim}`);
});

test('a source that cannot be compared is no fault of the chunk', async () => {
  const broken = join(folder, 'broken.mkv');
  writeFileSync(broken, readFileSync(film).subarray(0, 400));
  assert.deepEqual(await encoder.verify(broken, workOn(chunk), run), { faults: [], measured: [] });
});

test('a chunk that is no film, or has fewer pictures, is a fault', async () => {
  const nothing = join(folder, 'nothing.mp4');
  writeFileSync(nothing, 'no film at all');
  const { faults } = await encoder.verify(film, workOn(nothing), run);
  assert.match(faults.join(), /cannot be read/);
  const short = await encoder.verify(film, { ...workOn(chunk), count: count + 1 }, run);
  assert.match(short.faults.join(), /decodes to 30 pictures instead of 31/);
});
