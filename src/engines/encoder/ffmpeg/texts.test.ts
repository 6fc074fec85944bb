import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TextTrack } from '../index.ts';
import { makeMedia } from '../testing/films.ts';
import { cuesOfPages } from './teletext.ts';
import { makeCaptioned } from './testing/captioned.ts';
import { openWorkshop } from './testing/workshop.ts';

const { folder, encoder, run } = await openWorkshop('texts');
const at = (name: string) => join(folder, name);

const words = '1\n00:00:00,200 --> 00:00:00,900\nHello\n';
const moving = ['-f', 'lavfi', '-i', 'testsrc2=s=128x64:r=25:d=1'];
const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

async function extract(file: string, tracks: readonly TextTrack[], start = 0) {
  const { files, leftOut } = await encoder.extractTexts(file, { start, tracks, folder: at('out') }, run);
  return { texts: new Map(files.map((made) => [made.name, readFileSync(made.file, 'utf8')])), leftOut };
}

test('twenty-five texts are had by reading the source once', async (t) => {
  writeFileSync(at('a.srt'), words);
  const noise = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=2,noise=alls=60:allf=t', '-i', at('a.srt')];
  const maps = Array.from({ length: 25 }, () => ['-map', '1:0']).flat();
  makeMedia([...noise, '-map', '0', ...maps, '-c:v', 'ffv1', '-c:s', 'srt', at('many.mkv')]);
  const bytes = readFileSync(at('many.mkv'));
  let sent = 0;
  const server = createServer((request, response) => {
    const [, first = 0, last = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const from = Number(first);
    const to = last === '' ? bytes.length - 1 : Math.min(Number(last), bytes.length - 1);
    const range = `bytes ${from}-${to}/${bytes.length}`;
    const before = request.socket.bytesWritten;
    response.writeHead(206, {
      'content-range': range,
      'content-length': to + 1 - from,
      'accept-ranges': 'bytes',
    });
    response.on('close', () => {
      sent += request.socket.bytesWritten - before;
    });
    response.end(bytes.subarray(from, to + 1));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const tracks = Array.from({ length: 25 }, (_, index) => ({ name: `t${index}`, stream: index + 1 }));
  const { texts } = await extract(`http://127.0.0.1:${(server.address() as AddressInfo).port}/many.mkv`, tracks);
  assert.equal(texts.size, 25);
  for (const text of texts.values()) assert.match(text, /00:00:00\.200 --> 00:00:00\.900\nHello/);
  assert.ok(sent < 2 * bytes.length, `${sent} bytes were read of a file of ${bytes.length}`);
});

test('a text that cannot be had costs none of the others, and is named', async () => {
  writeFileSync(at('a.srt'), words);
  const four = Array.from({ length: 4 }, () => ['-map', '1']).flat();
  makeMedia([...moving, '-i', at('a.srt'), '-map', '0', ...four, ...coded, '-c:s', 'srt', at('four.mkv')]);
  const tracks = [1, 2, 3, 4].map((stream) => ({
    name: `t${stream}`,
    stream,
    ...(stream === 3 ? { readAs: 'xsub' } : {}),
  }));
  const { texts, leftOut } = await extract(at('four.mkv'), tracks);
  assert.deepEqual([...texts.keys()], ['t1', 't2', 't4']);
  assert.deepEqual(
    leftOut.map(({ name }) => name),
    ['t3'],
  );
});

test('WebVTT as mkvmerge writes it is read, tags and entities too', async () => {
  const cue = '<v Bob>Hi &amp; <i>bye</i></v>';
  writeFileSync(at('b.srt'), `1\n00:00:00,200 --> 00:00:00,900\n${cue}\n`);
  makeMedia([...moving, '-i', at('b.srt'), '-map', '0', '-map', '1', ...coded, '-c:s', 'srt', at('b.mkv')]);
  const [text] = (await encoder.inspect(at('b.mkv'), run)).text;
  assert.deepEqual([text?.codec, text?.readAs], ['subrip', undefined]);
  writeFileSync(at('vtt.mkv'), withWebVtt(readFileSync(at('b.mkv'))));
  const [track] = (await encoder.inspect(at('vtt.mkv'), run)).text;
  // Newer ffmpegs know it by themselves.
  if (track?.codec !== 'webvtt') assert.deepEqual([track?.tag, track?.readAs], ['S_TEXT/WEBVTT', 'text']);
  const readAs = track?.readAs === undefined ? {} : { readAs: track.readAs };
  const { texts } = await extract(at('vtt.mkv'), [{ name: 't', stream: 1, ...readAs }]);
  assert.match(texts.get('t') ?? '', /00:00:00\.200 --> 00:00:00\.900\nHi &amp; <i>bye<\/i>\n/);
});

/** The name of the codec, which is two bytes longer, and the sizes of what it lies in; what points behind it goes. */
function withWebVtt(bytes: Buffer): Buffer {
  const [from, to] = ['S_TEXT/UTF8', 'S_TEXT/WEBVTT'];
  const place = bytes.indexOf(from);
  const out = Buffer.concat([bytes.subarray(0, place), Buffer.from(to), bytes.subarray(place + from.length)]);
  out[place - 1] = 0x80 | to.length;
  const grow = (header: number) => {
    // ffmpeg writes the sizes of these with eight bytes.
    const size = out.readBigUInt64BE(header) & 0x00ff_ffff_ffff_ffffn;
    out.writeBigUInt64BE((size + 2n) | 0x0100_0000_0000_0000n, header);
  };
  grow(out.indexOf(Buffer.from('18538067', 'hex')) + 4);
  const tracks = out.lastIndexOf(Buffer.from('1654ae6b', 'hex'), place);
  grow(tracks + 4);
  let entry = tracks + 12;
  while (entry < place) {
    const size = Number(out.readBigUInt64BE(entry + 1) & 0x00ff_ffff_ffff_ffffn);
    if (entry + 9 + size > place) {
      grow(entry + 1);
      break;
    }
    entry += 9 + size;
  }
  const seek = out.indexOf(Buffer.from('114d9b74', 'hex'));
  if (seek >= 0) out[seek] = 0xec;
  return out;
}

test('words in a charset of their own are read, and none is lost', async () => {
  writeFileSync(at('latin.srt'), Buffer.from(words.replace('Hello', 'Élan déjà vu'), 'latin1'));
  const ignore = ['-sub_charenc_mode', 'ignore'];
  makeMedia([
    ...moving,
    ...ignore,
    '-i',
    at('latin.srt'),
    '-map',
    '0',
    '-map',
    '1',
    ...coded,
    '-c:s',
    'copy',
    at('latin.mkv'),
  ]);
  const { texts } = await extract(at('latin.mkv'), [{ name: 't', stream: 1, language: 'fr' }]);
  assert.match(texts.get('t') ?? '', /\nÉlan déjà vu\n/);
});

test('captions that the pictures carry are seen, and read on the clock of the pictures', async () => {
  const captions = [
    { words: 'First words', from: 20, to: 35 },
    { words: 'Second', from: 50, to: 60 },
  ];
  const remux = ['-output_ts_offset', '7', '-f', 'mpegts'];
  makeCaptioned(at('captioned, 1.ts'), { captions, pictures: 75, remux });
  const { video, pictures } = await encoder.inspect(at('captioned, 1.ts'), run);
  assert.equal(video[0]?.hasCaptions, true);
  const { num, den } = pictures?.timeBase ?? { num: 0, den: 1 };
  const start = ((pictures?.start ?? 0) * num) / den;
  const output = at('captions.vtt');
  assert.equal(await encoder.extractCaptions(at('captioned, 1.ts'), { stream: 0, start, output }, run), 2);
  const cues = [...readFileSync(output, 'utf8').matchAll(/:(\d\d\.\d{3}) --> \d\d:\d\d:(\d\d\.\d{3})\n(.*)\n/g)];
  const seen = cues.map(([, from, to, said]) => ({ said, from: Number(from), to: Number(to) }));
  for (const [index, { words: said, from, to }] of captions.entries()) {
    assert.equal(seen[index]?.said, said);
    assert.ok(Math.abs((seen[index]?.from ?? 0) - from / 25) < 0.01, JSON.stringify(seen[index]));
    assert.ok(Math.abs((seen[index]?.to ?? 0) - to / 25) < 0.01, JSON.stringify(seen[index]));
  }
});

test('pictures without captions are not said to have any, and give none', async () => {
  makeMedia([...moving, ...coded, at('plain.mp4')]);
  const { video } = await encoder.inspect(at('plain.mp4'), run);
  assert.equal(video[0]?.hasCaptions, undefined);
  assert.equal(await encoder.extractCaptions(at('plain.mp4'), { stream: 0, start: 0, output: at('none.vtt') }, run), 0);
});

test('TTML and WebVTT in MP4, which ffmpeg cannot read, are read', async () => {
  writeFileSync(at('c.srt'), `1\n00:00:00,200 --> 00:00:00,900\n${'x'.repeat(24)}\n`);
  const common = [...moving, '-i', at('c.srt'), '-map', '0', '-map', '1', ...coded];
  makeMedia([...common, '-c:s', 'ttml', at('ttml.mp4')]);
  makeMedia([...common, '-c:s', 'mov_text', at('wvtt.mp4')]);
  const bytes = readFileSync(at('wvtt.mp4'));
  bytes.write('wvtt', bytes.indexOf('tx3g'), 'latin1');
  // A sample of MPEG-4 text is a length and words: a cue's box of the same size takes its place.
  const sample = bytes.indexOf('x'.repeat(24)) - 2;
  bytes.write('\0\0\0\x1avttc\0\0\0\x12payl<i>Hi</i> ', sample, 'latin1');
  writeFileSync(at('wvtt.mp4'), bytes);
  for (const [name, kind, said] of [
    ['ttml.mp4', 'dfxp', 'x'.repeat(24)],
    ['wvtt.mp4', 'wvtt', '<i>Hi</i>'],
  ] as const) {
    const [track] = (await encoder.inspect(at(name), run)).text;
    assert.deepEqual([track?.readAs === 'stpp' ? 'dfxp' : track?.readAs, track?.isUnreadable], [kind, undefined], name);
    const tracks = [{ name: 'words', stream: 1, readAs: track?.readAs ?? '' }];
    const { texts, leftOut } = await extract(at(name), tracks, 0.1);
    assert.deepEqual(leftOut, []);
    assert.equal(texts.get('words'), `WEBVTT\n\n00:00:00.100 --> 00:00:00.800\n${said}\n\n`, name);
  }
});

test('teletext: a page that is sent again goes on, and none stays for ever', () => {
  const page = (from: string, to: string, words: string) => `00:${from} --> ${to}\n${words}\n`;
  const written = [
    'WEBVTT\n',
    page('01.000', '00:02.000', 'Guten Tag\nzweite Zeile'),
    page('02.000', '00:03.000', 'Guten Tag\nzweite Zeile'),
    page('05.000', '1193:02:47.000', 'Ende'),
  ].join('\n');
  const cues = cuesOfPages(written).split('\n\n').slice(1);
  assert.deepEqual(
    cues.map((cue) => cue.trim()),
    ['00:00:01.000 --> 00:00:03.000\nGuten Tag\nzweite Zeile', '00:00:05.000 --> 00:00:35.000\nEnde'],
  );
});
