import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProbe } from './probe.ts';

const decoders = new Set(['h264', 'mjpeg', 'aac', 'subrip']);

/** Label and role of one sound track with these tags. */
function soundOf(tags: Readonly<Record<string, string>>): readonly [label: string | undefined, role: string] {
  const streams = [{ index: 1, codec_type: 'audio', channels: 2, sample_rate: '48000', tags }];
  const [sound] = readProbe(JSON.stringify({ streams }), { decoders }).inspection.audio;
  return [sound?.label, sound?.role ?? 'sound'];
}

test('a sound track without a title is called as its handler is, unless that is any program’s', () => {
  assert.deepEqual(soundOf({ title: 'Director', handler_name: 'Stage mix' }), ['Director', 'sound']);
  assert.deepEqual(soundOf({ handler_name: 'English 5.1' }), ['English 5.1', 'sound']);
  assert.deepEqual(soundOf({ title: ' ', handler_name: '\u000bStage mix ' }), ['Stage mix', 'sound']);
  assert.deepEqual(soundOf({ handler_name: 'Director’s commentary' }), ['Director’s commentary', 'commentary']);
  const generic = [
    ...['SoundHandler', 'VideoHandler', 'Sound Handler', '#Mainconcept MP4 Sound Media Handler', 'Core Media Audio'],
    ...['Apple Sound Media Handler', 'GPAC ISO Audio Handler', 'GPAC_Audio', 'Stereo', '', '  '],
    'ISO Media file produced by Google Inc. Created on: 11/21/2020.',
  ];
  for (const handler_name of generic) assert.deepEqual(soundOf({ handler_name }), ['', 'sound'], handler_name);
});

test('cover art is told from pictures of chapters', () => {
  const picture = (disposition: object) => ({ codec_type: 'video', width: 600, height: 600, disposition });
  const streams = [
    { index: 0, ...picture({}) },
    { index: 1, ...picture({ attached_pic: 1, timed_thumbnails: 1 }) },
    { index: 2, ...picture({ attached_pic: 1 }) },
  ];
  const { video } = readProbe(JSON.stringify({ streams }), { decoders }).inspection;
  assert.deepEqual(
    video.map(({ isPicture, isCover = false }) => [isPicture, isCover]),
    [
      [false, false],
      [true, false],
      [true, true],
    ],
  );
});

test('a language is told as players know it, however its container writes it', () => {
  const written = ['ger', 'alb', 'pt_BR', 'English', 'deu,eng', 'qaa', 'zxx', 'No linguistic content', 'e', ''];
  const streams = written.map((language, index) => ({ index, codec_type: 'audio', tags: { language } }));
  const { audio } = readProbe(JSON.stringify({ streams }), { decoders }).inspection;
  assert.deepEqual(
    audio.map(({ language }) => language),
    ['de', 'sq', 'pt-BR', 'en', 'de', 'qaa', 'zxx', 'und', 'und', 'und'],
  );
});

test('where pictures end is told by their stream, its tag, or, without sound, the container', () => {
  const video = { index: 0, codec_type: 'video', codec_name: 'h264', width: 64, height: 64, time_base: '1/1000' };
  const endOf = (stream: object, { sound = false, duration = '9' } = {}) => {
    const streams = [{ ...video, ...stream }, ...(sound ? [{ index: 1, codec_type: 'audio' }] : [])];
    const format = { duration, start_time: '0' };
    return readProbe(JSON.stringify({ streams, format }), { decoders }).candidates[0]?.end;
  };
  const tags = { DURATION: '00:00:08.500000000' };
  assert.equal(endOf({ duration_ts: 7000, start_pts: 40, tags }), 7040);
  assert.equal(endOf({ tags }, { sound: true }), 8500);
  assert.equal(endOf({ tags }, { sound: true, duration: '6' }), 6000, 'a tag that was carried along');
  assert.equal(endOf({}), 9000);
  assert.equal(endOf({}, { sound: true }), undefined);
});
