import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { VideoStream } from '../../../media/index.ts';
import { makeMedia } from '../testing/films.ts';
import { inspect as inspectWith } from './inspect.ts';
import { openWorkshop } from './testing/workshop.ts';

const { folder, encoder, options, run } = await openWorkshop('streams');
const at = (name: string) => join(folder, name);
const inspect = (name: string) => encoder.inspect(at(name), run);

const moving = ['-f', 'lavfi', '-i', 'testsrc2=s=128x64:r=25:d=2'];
const tone = ['-f', 'lavfi', '-i', 'sine=d=2'];
const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '25', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];

before(() => {
  makeMedia([...moving, ...tone, '-map', '0', '-map', '1', '-map', '1', '-map', '1', ...coded, at('three.mp4')]);
  makeMedia(['-f', 'lavfi', '-i', 'smptebars=s=640x480:r=1:d=1', '-frames:v', '1', at('large.jpg')]);
});

/** The file with the codes of some of its sounds changed, so that no decoder fits them. */
function withCodes(bytes: Buffer, codes: readonly (string | undefined)[]): Buffer {
  const out = Buffer.from(bytes);
  let place = out.indexOf('moov');
  for (const code of codes) {
    place = out.indexOf('mp4a', place + 4);
    if (code === undefined) continue;
    out.write(code, place, 'latin1');
    out.write('free', out.indexOf('esds', place), 'latin1');
  }
  return out;
}

test('sounds that nobody here can decode cost none of the others, wherever they stand', async () => {
  const bytes = readFileSync(at('three.mp4'));
  for (const codes of [
    ['mhm1', undefined, undefined],
    [undefined, 'mhm1', 'ac-4'],
    ['ac-4', 'XXXX', undefined],
  ]) {
    writeFileSync(at('unknown.mp4'), withCodes(bytes, codes));
    const { audio, pictures } = await inspect('unknown.mp4');
    assert.deepEqual(
      audio.map(({ heard, isUnreadable = false }) => [heard !== null, isUnreadable]),
      codes.map((code) => [code === undefined, code !== undefined]),
    );
    assert.deepEqual(pictures?.durations, [[512, 50]]);
  }
});

test('a sound whose decoder does not open costs no other', async () => {
  writeFileSync(at('unknown.mp4'), withCodes(readFileSync(at('three.mp4')), [undefined, 'mhm1', undefined]));
  // As if a decoder were there, which then fails.
  const decoders = new Set(['h264', 'aac', 'mpegh_3d_audio']);
  const { audio, pictures } = await inspectWith(options, at('unknown.mp4'), { decoders, run });
  assert.deepEqual(
    audio.map(({ heard }) => heard !== null),
    [true, false, true],
  );
  assert.ok(pictures !== null);
});

test('a sound whose header is damaged does not keep the file from being opened', async () => {
  const sounds = ['-map', '1', '-map', '1', '-c:a:1', 'libvorbis', '-ac:a:1', '2', '-metadata:s:a:0', 'language=ger'];
  const odd = ['-vf', 'setsar=4/3', '-r', '30000/1001', '-colorspace', 'bt709', '-metadata:s:a:0', 'title=Zwei'];
  makeMedia([...moving, ...tone, '-map', '0', ...coded, ...sounds, ...odd, at('whole.mkv')]);
  const whole = await inspect('whole.mkv');
  const bytes = readFileSync(at('whole.mkv'));
  const header = bytes.indexOf('vorbis', bytes.indexOf('A_VORBIS') + 8);
  bytes.fill(0xff, header, header + 20);
  writeFileSync(at('headless.mkv'), bytes);
  const { video, audio, pictures } = await inspect('headless.mkv');
  assert.deepEqual(
    audio.map(({ codec, heard, language, label }) => [codec, heard !== null, language, label]),
    [
      ['aac', true, 'de', 'Zwei'],
      ['vorbis', false, 'und', ''],
    ],
  );
  const of = ({ width, sampleAspect, frameRate, timeBase, pixelFormat, color: { matrix } }: VideoStream) => {
    return { width, sampleAspect, frameRate, timeBase, pixelFormat, matrix };
  };
  assert.deepEqual(video.map(of), whole.video.map(of));
  assert.deepEqual(pictures, whole.pictures);
});

test('the film is what moves, however large a still beside it is, in whatever order', async () => {
  const still = ['-i', at('large.jpg')];
  const film = ['-i', at('three.mp4')];
  const copied = ['-map', '0:v', '-map', '1:v', '-c', 'copy', '-disposition:v', '0'];
  for (const [name, inputs, stream] of [
    ['still-last.mkv', [...film, ...still], 0],
    ['still-first.mkv', [...still, ...film], 1],
    ['still-first.mov', [...still, ...film], 1],
    ['still-first.avi', [...still, ...film], 1],
  ] as const) {
    makeMedia([...inputs, ...copied, at(name)]);
    assert.equal((await inspect(name)).pictures?.stream, stream, name);
  }
  // A container that says nothing of how many there are: they are counted.
  const live = ['-f', 'matroska', '-live', '1'];
  makeMedia([...still, ...film, ...copied, ...live, at('uncounted.mkv')]);
  assert.equal((await inspect('uncounted.mkv')).pictures?.stream, 1);
});

test('of several programmes one is taken whole, and the others are named', async () => {
  makeMedia([
    ...moving,
    ...tone,
    ...['-f', 'lavfi', '-i', 'smptebars=s=256x128:r=25:d=2', '-map', '0', '-map', '1', '-map', '2', '-map', '1'],
    ...['-map', '1', ...coded, '-program', 'title=Small:st=0:st=1', '-program', 'title=Large:st=2:st=3:st=4'],
    at('programmes.ts'),
  ]);
  const { pictures, audio, video, programmes } = await inspect('programmes.ts');
  assert.equal(pictures?.stream, 2);
  assert.deepEqual(
    [video, audio].map((streams) => streams.map(({ index }) => index)),
    [[2], [3, 4]],
  );
  assert.deepEqual(programmes, { taken: 'Large', left: ['Small'] });
});

test('text that nobody here can read is told by what it is called', async () => {
  writeFileSync(at('words.srt'), '1\n00:00:00,200 --> 00:00:00,900\nHello\n');
  const words = ['-i', at('words.srt'), '-map', '0', '-map', '1', ...coded];
  makeMedia([...moving, ...words, '-c:s', 'srt', at('unknown.mkv')]);
  const bytes = readFileSync(at('unknown.mkv'));
  writeFileSync(at('unknown.mkv'), replaced(bytes, 'S_TEXT/UTF8', 'S_TEXT/USF\0'));
  const { text, pictures } = await inspect('unknown.mkv');
  assert.deepEqual(
    text.map((track) => [track.tag, track.isUnreadable]),
    [['S_TEXT/USF', true]],
  );
  assert.ok(pictures !== null);
});

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  const out = Buffer.from(bytes);
  out.write(to, out.indexOf(from), 'latin1');
  return out;
}

test('time codes, fonts and the like are told', async () => {
  writeFileSync(at('font.ttf'), 'no font');
  const attached = ['-attach', at('font.ttf'), '-metadata:s:t', 'mimetype=application/x-truetype-font'];
  makeMedia([...moving, ...coded, ...attached, at('fonts.mkv')]);
  makeMedia([...moving, ...coded, '-timecode', '01:00:00:00', at('timed.mov')]);
  assert.deepEqual((await inspect('fonts.mkv')).others, [{ index: 1, kind: 'attachment', codec: 'ttf' }]);
  assert.deepEqual((await inspect('timed.mov')).others, [{ index: 1, kind: 'data', codec: 'unknown', tag: 'tmcd' }]);
});

test('a film of one key picture, or of none that can be sought, is looked at without trouble', async () => {
  makeMedia([...moving, ...coded, '-g', '1000', '-sc_threshold', '0', at('one-key.ts')]);
  const { pictures } = await inspect('one-key.ts');
  const { num = 1, den = 1 } = pictures?.timeBase ?? {};
  const start = ((pictures?.start ?? 0) * num) / den;
  const look = { stream: 0, width: 64, height: 32, folder: at('places') };
  const seen = await encoder.scout(at('one-key.ts'), { ...look, times: [start + 1, start + 1.5] }, run);
  assert.deepEqual(
    seen.map(({ at: time }) => Math.round((time - start) * 100)),
    [0],
  );
  const bytes = readFileSync(at('one-key.ts'));
  writeFileSync(at('no-key.ts'), bytes.subarray(188 * 40));
  assert.deepEqual(await encoder.scout(at('no-key.ts'), { ...look, times: [start + 1] }, run), []);
});

test('a sound that begins long after the pictures is found, where its container does not announce it', async () => {
  const pictures = ['-f', 'lavfi', '-i', 'testsrc2=s=64x32:r=25:d=9'];
  const late = ['-itsoffset', '8', '-f', 'lavfi', '-i', 'sine=d=1'];
  makeMedia([...pictures, ...late, '-c:v', 'mpeg2video', '-c:a', 'ac3', '-f', 'vob', at('late.vob')]);
  const { audio, pictures: found } = await inspect('late.vob');
  const start = ((found?.start ?? 0) * (found?.timeBase.num ?? 1)) / (found?.timeBase.den ?? 1);
  const [sound] = audio;
  assert.equal(sound?.channels, 1);
  assert.ok(Math.abs((sound?.heard?.from ?? 0) - start - 8) < 0.1, `it begins at ${sound?.heard?.from}`);
});
