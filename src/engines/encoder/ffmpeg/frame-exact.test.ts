import assert from 'node:assert/strict';
import { createReadStream, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { chunksOf } from '../testing/chunks.ts';
import { makeMedia, markedPictures, packetsOf, readMarks, smallWork } from '../testing/films.ts';
import { openWorkshop } from './testing/workshop.ts';

const { folder, encoder, run } = await openWorkshop('exact');

const count = 75;
const x264 = (params: string) => ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '10', '-x264-params', params];
const bFrames = 'bframes=3:b-adapt=0:keyint=20:min-keyint=20:scenecut=0';

/** Films that cutting has gone wrong on, each with how it is made. */
const films: Readonly<Record<string, readonly string[]>> = {
  'B-frames.mp4': [...markedPictures({ count, rate: '25' }), ...x264(bFrames)],
  'open-gops.mp4': [...markedPictures({ count, rate: '30000/1001' }), ...x264(`${bFrames}:open-gop=1`)],
  'slow-and-reordered.mp4': [
    ...markedPictures({ count, rate: '5' }),
    ...x264(`${bFrames}:open-gop=1:b-pyramid=normal`),
  ],
  'one-key-picture.mkv': [...markedPictures({ count, rate: '24000/1001' }), ...x264('keyint=1000:bframes=3')],
  'begins-late.ts': [...markedPictures({ count, rate: '25' }), ...x264(bFrames), '-output_ts_offset', '7.5'],
  'long-groups.ts': [...markedPictures({ count, rate: '25' }), ...x264('keyint=60:bframes=2:scenecut=0')],
  'open-gops.ts': [...markedPictures({ count, rate: '50' }), ...x264(`${bFrames}:open-gop=1`)],
  'variable.mkv': [
    ...markedPictures({ count, rate: '25' }),
    ...['-vf', "settb=1/1000,setpts='40*N+16*sin(N)+if(gt(N,30),1000,0)'"],
    ...['-fps_mode', 'passthrough', '-enc_time_base', '1:1000'],
    ...x264(bFrames),
  ],
  'begins-before-zero.mkv': [...markedPictures({ count, rate: '25' }), ...x264(bFrames), '-output_ts_offset', '0.3'],
  'indexed.avi': [...markedPictures({ count, rate: '25' }), '-c:v', 'mpeg4', '-qscale:v', '2', '-bf', '2', '-g', '20'],
  'intra-only.mov': [...markedPictures({ count, rate: '60' }), '-c:v', 'mjpeg', '-qscale:v', '2'],
  'open-gops.mpg': [...markedPictures({ count, rate: '25' }), '-c:v', 'mpeg2video', '-qscale:v', '2', '-bf', '2'],
  'vp9.webm': [...markedPictures({ count, rate: '25' }), '-c:v', 'libvpx-vp9', '-deadline', 'realtime', '-g', '20'],
};

function seamsOf(pictures: number): number[] {
  return [1, 7, 33, 58].filter((seam) => seam < pictures);
}

async function encodeInChunks(input: string, name: string): Promise<{ marks: number[]; pictures: number }> {
  const { pictures, clock } = await encoder.inspect(input, run);
  assert.ok(pictures !== null);
  const stretches = clock?.streams.find(({ stream }) => stream === pictures.stream)?.stretches;
  const own = stretches === undefined ? {} : { clock: stretches };
  const total = pictures.durations.reduce((sum, [, times]) => sum + times, 0);
  const marks: number[] = [];
  for (const [index, chunk] of chunksOf(pictures, seamsOf(total)).entries()) {
    const output = join(folder, `${name}-${index}.mp4`);
    await encoder.encodeVideo(input, { ...smallWork(chunk, output), ...own }, run);
    marks.push(...readMarks(output));
  }
  return { marks, pictures: total };
}

for (const [name, recipe] of Object.entries(films)) {
  test(`chunks of ${name} give every picture once and in order`, async () => {
    const file = join(folder, name);
    makeMedia([...recipe, file]);
    const { marks, pictures } = await encodeInChunks(file, name);
    assert.equal(pictures, count);
    assert.deepEqual(
      marks,
      Array.from({ length: count }, (_, picture) => picture),
    );
  });
}

test('chunks of a film that an edit list cuts in the middle of a group give what plays, once', async () => {
  const whole = join(folder, 'whole.mp4');
  const cut = join(folder, 'cut.mp4');
  makeMedia([...markedPictures({ count, rate: '25' }), ...x264(bFrames), whole]);
  makeMedia(['-ss', '1.1', '-i', whole, '-c', 'copy', cut]);
  const plays = readMarks(cut);
  const { marks } = await encodeInChunks(cut, 'cut.mp4');
  assert.ok(plays.length < count && plays.length > 30);
  assert.deepEqual(marks, plays);
});

test('chunks read over HTTP by range give every picture once', async () => {
  const file = join(folder, 'over-http.mp4');
  makeMedia([...markedPictures({ count, rate: '25' }), ...x264(bFrames), file]);
  const server = serveRanges(file);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const input = `http://127.0.0.1:${(server.address() as AddressInfo).port}/film`;
    const { marks } = await encodeInChunks(input, 'over-http');
    assert.deepEqual(
      marks,
      Array.from({ length: count }, (_, picture) => picture),
    );
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

for (const [name, offset, jumps] of [
  ['recordings that were joined', 0, [-2]],
  ['a clock that jumps by an hour', 3600, [3598]],
] as const) {
  test(`${name}: every picture once, in order, whichever chunk it is in`, async () => {
    const file = join(folder, `joined-${offset}.ts`);
    const parts = [0, offset].map((seconds, index) => {
      const part = join(folder, `part-${offset}-${index}.ts`);
      const pictures = markedPictures({ count: 40, rate: '25', first: index * 40 });
      makeMedia([...pictures, ...x264(bFrames), '-output_ts_offset', String(seconds), part]);
      return readFileSync(part);
    });
    writeFileSync(file, Buffer.concat(parts));
    const { pictures, clock } = await encoder.inspect(file, run);
    assert.equal(pictures?.dropped, null);
    assert.deepEqual(
      clock?.seams.map(({ by }) => Math.round(by)),
      jumps,
    );
    const { marks } = await encodeInChunks(file, `joined-${offset}`);
    assert.deepEqual(
      marks,
      Array.from({ length: 80 }, (_, picture) => picture),
    );
  });
}

test('thousands of key pictures are put where they were asked for, and nowhere else', async () => {
  const file = join(folder, 'keys.mkv');
  const output = join(folder, 'keys-out.mp4');
  makeMedia(['-f', 'lavfi', '-i', 'color=s=32x32:r=30000/1001:d=200', ...x264('keyint=250'), file]);
  const pictures = 5994;
  const keyframes = Array.from({ length: pictures / 2 }, (_, index) => index * 2);
  const frameRate = { num: 30000, den: 1001 };
  await encoder.encodeVideo(file, smallWork({ count: pictures, firstTime: 0, keyframes, frameRate }, output), run);
  const packets = packetsOf(output).sort((a, b) => a.time - b.time);
  assert.equal(packets.length, pictures);
  assert.deepEqual(
    packets.flatMap((packet, index) => (packet.isKey ? [index] : [])),
    keyframes,
  );
});

function serveRanges(file: string): Server {
  return createServer((request, response) => {
    const { size } = statSync(file);
    const [, first = '0', last = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? 'bytes=0-') ?? [];
    const start = Number(first);
    const end = last === '' ? size - 1 : Number(last);
    response.writeHead(206, {
      'accept-ranges': 'bytes',
      'content-range': `bytes ${start}-${end}/${size}`,
      'content-length': end - start + 1,
    });
    createReadStream(file, { start, end }).pipe(response);
  });
}

test('of 120 pictures a second every second is taken, at every seam the right one', async () => {
  const film = join(folder, 'fast.mkv');
  makeMedia([...markedPictures({ count: 80, rate: '120' }), ...x264(bFrames), film]);
  const seconds = (picture: number) => picture / 120;
  // Milliseconds are what Matroska writes.
  const at = (picture: number) => Math.round(seconds(picture) * 1000) / 1000;
  const marks: number[] = [];
  for (const [first, kept] of [
    [0, 13],
    [13, 27],
  ] as const) {
    const output = join(folder, `fast-${first}.mp4`);
    const before = first === 0 ? {} : { previousTime: at(first * 2 - 1) };
    const part = { count: kept, firstTime: at(first * 2), ...before, step: 2 };
    await encoder.encodeVideo(film, { ...smallWork(part, output), frameRate: { num: 60, den: 1 } }, run);
    marks.push(...readMarks(output));
  }
  assert.deepEqual(
    marks,
    Array.from({ length: 40 }, (_, picture) => picture * 2),
  );
});
