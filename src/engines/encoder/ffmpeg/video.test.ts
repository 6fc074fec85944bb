import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { VideoWork } from '../index.ts';
import { asItIs, makeMedia, markedPictures, markedSize, readMarks, smallRung, smallWork } from '../testing/films.ts';
import { openWorkshop } from './testing/workshop.ts';

const { folder, encoder, run } = await openWorkshop('video');
const film = join(folder, 'film.mkv');
before(() => makeMedia([...markedPictures({ count: 30, rate: '25' }), '-c:v', 'ffv1', film]));

function at(name: string): string {
  return join(folder, name);
}

async function encoded(part: Partial<VideoWork>, input = film): Promise<string> {
  const output = at('out.mp4');
  await encoder.encodeVideo(input, { ...smallWork({ count: 30, firstTime: 0 }, output), ...part }, run);
  return output;
}

function probe(file: string, entries: string): Record<string, string | number> {
  const args = ['-v', 'error', '-select_streams', 'v', '-show_entries', `stream=${entries}`, '-of', 'json', file];
  return JSON.parse(String(execFileSync('ffprobe', args))).streams[0];
}

/** The decoder configuration: the body of the `avcC` box. */
function configuration(file: string): string {
  const bytes = readFileSync(file);
  const place = bytes.indexOf('avcC');
  return bytes.subarray(place + 4, place - 4 + bytes.readUInt32BE(place - 4)).toString('hex');
}

test('every rung has its own size, profile and level, square pixels and all the pictures', async () => {
  const rungs = [
    { ...smallRung, name: 'small', width: 64, height: 32, output: at('small.mp4') },
    { ...smallRung, name: 'large', width: 256, height: 128, profile: 'high', level: '4.0', output: at('large.mp4') },
  ] as const;
  await encoded({ rungs, preset: 'veryfast' });
  const entries = 'width,height,profile,level,sample_aspect_ratio,pix_fmt';
  const common = { sample_aspect_ratio: '1:1', pix_fmt: 'yuv420p' };
  assert.deepEqual(probe(at('small.mp4'), entries), { ...common, profile: 'Main', width: 64, height: 32, level: 30 });
  assert.deepEqual(probe(at('large.mp4'), entries), { ...common, profile: 'High', width: 256, height: 128, level: 40 });
  const marks = Array.from({ length: 30 }, (_, picture) => picture);
  assert.deepEqual(readMarks(at('small.mp4')), marks);
  assert.deepEqual(readMarks(at('large.mp4')), marks);
});

test('chunks of another quality and another place share one decoder configuration', async () => {
  const first = configuration(await encoded({ preset: 'medium', count: 10 }));
  const place = { firstTime: 0.4, previousTime: 0.36, count: 20 };
  const rungs = [{ ...smallRung, crf: 31, output: at('out.mp4') }];
  assert.equal(configuration(await encoded({ preset: 'medium', ...place, rungs })), first);
});

test('colours are tagged as the source is, and others than screens show become BT.709', async () => {
  const entries = 'color_primaries,color_transfer,color_space';
  const color = { primaries: 'smpte170m', transfer: 'smpte170m', matrix: 'smpte170m', range: 'tv' } as const;
  const ntsc = { color_primaries: 'smpte170m', color_transfer: 'smpte170m', color_space: 'smpte170m' };
  const plain = asItIs(markedSize);
  assert.deepEqual(probe(await encoded({ count: 2, treatment: { ...plain, color } }), entries), ntsc);
  const hd = { color_primaries: 'bt709', color_transfer: 'bt709', color_space: 'bt709' };
  for (const [primaries, transfer, matrix] of [
    ['bt2020', 'bt2020-10', 'bt2020nc'],
    ['smpte432', 'bt709', 'bt709'],
    ['bt709', 'bt709', 'ycgco'],
    ['bt709', 'bt709', 'nonsense'],
    ['bt709', 'bt709', 'gbr'],
  ] as const) {
    const treatment = { ...plain, color: { primaries, transfer, matrix, range: 'tv' } as const };
    assert.deepEqual(probe(await encoded({ count: 2, treatment }), entries), hd, matrix);
  }
});

test('pictures that use every value come out in limited range', async () => {
  const full = at('full.mkv');
  const gray = (value: number) => `color=s=128x64:r=25:d=0.2,format=yuvj420p,geq=lum=${value}:cb=128:cr=128`;
  for (const [value, expected] of [
    [0, 16],
    [255, 235],
  ] as const) {
    makeMedia(['-f', 'lavfi', '-i', gray(value), '-c:v', 'ffv1', '-color_range', 'pc', full]);
    const plain = asItIs(markedSize);
    const treatment = { ...plain, color: { ...plain.color, range: 'pc' } as const };
    const output = await encoded({ count: 5, treatment }, full);
    const raw = ['-i', output, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-'];
    const luma = execFileSync('ffmpeg', ['-nostdin', '-v', 'error', ...raw])[2000] ?? 0;
    assert.ok(Math.abs(luma - expected) <= 1, `${value} became ${luma}`);
  }
});

test('pictures of high dynamic range come out as BT.709', async () => {
  const wide = at('wide.mkv');
  for (const transfer of ['smpte2084', 'arib-std-b67']) {
    const tags = `format=yuv420p10le,setparams=range=tv:color_primaries=bt2020:color_trc=${transfer}:colorspace=bt2020nc`;
    makeMedia([...markedPictures({ count: 30, rate: '25' }), '-c:v', 'ffv1', '-vf', tags, wide]);
    const color = { primaries: 'bt2020', transfer, matrix: 'bt2020nc', range: 'tv' } as const;
    const output = await encoded({ treatment: { ...asItIs(markedSize), color } }, wide);
    const entries = 'color_primaries,color_transfer,color_space,pix_fmt';
    assert.deepEqual(probe(output, entries), {
      color_primaries: 'bt709',
      color_transfer: 'bt709',
      color_space: 'bt709',
      pix_fmt: 'yuv420p',
    });
    assert.deepEqual(
      readMarks(output),
      Array.from({ length: 30 }, (_, picture) => picture),
    );
  }
});

for (const fields of ['interlaced', 'telecined'] as const) {
  test(`whole pictures are made of ${fields} ones, one from each, in every chunk`, async () => {
    const source = at('fields.mkv');
    makeMedia([...markedPictures({ count: 30, rate: '25' }), '-vf', 'setfield=tff', '-c:v', 'ffv1', source]);
    const treatment = { ...asItIs(markedSize), fields };
    const first = readMarks(await encoded({ count: 10, treatment }, source));
    const rest = { firstTime: 0.4, previousTime: 0.36, count: 20, treatment };
    const second = readMarks(await encoded(rest, source));
    assert.deepEqual(
      [...first, ...second],
      Array.from({ length: 30 }, (_, picture) => picture),
    );
  });
}

test('an abort ends ffmpeg in the middle of its work', async () => {
  const long = at('long.mkv');
  makeMedia(['-f', 'lavfi', '-i', 'color=s=640x360:r=50:d=3', '-c:v', 'ffv1', long]);
  const abort = new AbortController();
  const work = smallWork({ count: 150, firstTime: 0 }, at('long.mp4'));
  const encoding = encoder.encodeVideo(
    long,
    { ...work, preset: 'veryslow' },
    { ...run, signal: abort.signal, onProgress: () => abort.abort(new Error('enough')) },
  );
  await assert.rejects(encoding, /enough/);
});
