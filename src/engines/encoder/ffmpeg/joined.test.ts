import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Inspection, makePlan } from '../../../media/index.ts';
import { chunksOf } from '../testing/chunks.ts';
import { makeMedia, markedPictures, readMarks, smallWork } from '../testing/films.ts';
import { makeCaptioned } from './testing/captioned.ts';
import { openWorkshop } from './testing/workshop.ts';

const { folder, encoder, run } = await openWorkshop('joined');
const at = (name: string) => join(folder, name);

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-pix_fmt', 'yuv420p'];
const aac = ['-c:a', 'aac', '-b:a', '64k'];
const count = 25;

/** A second of numbered pictures from `first` on, with a tone. */
function part(name: string, { first = 0, video = h264, audio = aac, more = [] as string[] } = {}): string {
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000:duration=1'];
  makeMedia([...markedPictures({ count, rate: '25', first }), ...tone, ...video, ...audio, ...more, at(name)]);
  return name;
}

function joined(name: string, parts: readonly string[]): string {
  writeFileSync(at(name), Buffer.concat(parts.map((one) => readFileSync(at(one)))));
  return at(name);
}

/** The numbers of all pictures, encoded by the plan in two chunks, the second of which begins at picture `seam`. */
async function numbersOf(film: string, inspection: Inspection, seam: number): Promise<number[]> {
  const { pictures } = inspection;
  assert.ok(pictures !== null);
  const { clock } = makePlan('0'.repeat(64), inspection);
  const stretches = clock?.find(({ stream }) => stream === pictures.stream)?.stretches;
  const numbers: number[] = [];
  for (const chunk of chunksOf(pictures, [seam])) {
    const work = { ...smallWork(chunk, at('chunk.mp4')), ...(stretches === undefined ? {} : { clock: stretches }) };
    await encoder.encodeVideo(film, work, run);
    numbers.push(...readMarks(at('chunk.mp4')));
  }
  return numbers;
}

function picturesOf({ pictures }: Inspection): number | undefined {
  return pictures?.durations.reduce((sum, [, times]) => sum + times, 0);
}

const upTo = (end: number) => Array.from({ length: end }, (_, index) => index);

describe('nothing of files that were joined end to end is dropped without a word', () => {
  const fragmented = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof'];
  // A chunk begins within the second file, or goes over the joint.
  for (const [ending, seam, more] of [
    ['mp4', 33, []],
    ['fragmented.mp4', 15, fragmented],
    ['mov', 15, ['-movflags', '+faststart', '-output_ts_offset', '1']],
    ['mkv', 33, []],
  ] as const) {
    test(`${ending}: they are one film, to the picture`, async () => {
      const parts = [0, count].map((first) => part(`${first}.${ending}`, { first, more: [...more] }));
      const film = joined(`both.${ending}`, parts);
      const inspection = await encoder.inspect(film, run);
      assert.equal(inspection.joins?.length, 1);
      assert.equal(inspection.unread, undefined);
      assert.notEqual(inspection.container, 'concat');
      assert.ok((inspection.audio[0]?.heard?.to ?? 0) > 1.9);
      assert.deepEqual(await numbersOf(film, inspection, seam), upTo(2 * count));
    });
  }

  test('of files that cannot be read as one the longer is the film, and what is left out is told', async () => {
    const [short, long] = [
      part('other.mp4', { video: ['-c:v', 'mpeg4'], more: ['-t', '0.4'] }),
      part('long.mp4', { more: ['-crf', '1'] }),
    ];
    const film = joined('unlike.mp4', [short, long]);
    const inspection = await encoder.inspect(film, run);
    const size = readFileSync(film).length;
    assert.deepEqual(inspection.unread, { from: readFileSync(at(short)).length, to: size, size });
    assert.equal(picturesOf(inspection), count);
  });

  test('FLV: what comes after the first film is told', async () => {
    const one = part('one.flv', { more: ['-ar', '44100'] });
    const { unread } = await encoder.inspect(joined('both.flv', [one, one]), run);
    const length = readFileSync(at(one)).length;
    assert.deepEqual(unread, { from: 0, to: length, size: 2 * length });
  });

  test('a recording whose fragments go on behind a beginning that was written again is read as it is', async () => {
    const names = ['-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', at('piece%d.m4s')];
    part('pieces.m3u8', { more: ['-f', 'hls', '-hls_segment_type', 'fmp4', '-hls_time', '0.4', ...names] });
    const film = joined('again.mp4', ['init.mp4', 'piece0.m4s', 'init.mp4', 'piece1.m4s', 'piece2.m4s']);
    const inspection = await encoder.inspect(film, run);
    assert.deepEqual([inspection.joins, inspection.unread], [undefined, undefined]);
    assert.equal(picturesOf(inspection), count);
  });

  test('captions of joined files are all found', async () => {
    makeCaptioned(at('captioned.mp4'), { pictures: 50, captions: [{ words: 'HELLO', from: 10, to: 30 }] });
    const film = joined('captioned-twice.mp4', ['captioned.mp4', 'captioned.mp4']);
    const found = await encoder.extractCaptions(film, { stream: 0, start: 0, output: at('captions.vtt') }, run);
    assert.equal(found, 2);
  });
});

describe('a transport stream whose streams become something else', () => {
  test('pictures of another codec do not fail the film: the longer part is read, the other is told', async () => {
    const parts = [
      part('first.ts', { more: ['-crf', '1'] }),
      part('second.ts', { video: ['-c:v', 'mpeg2video', '-b:v', '200k'], more: ['-output_ts_offset', '1'] }),
    ];
    const film = joined('codecs.ts', parts);
    const inspection = await encoder.inspect(film, run);
    const { from, to = 0, size } = inspection.unread ?? {};
    const length = readFileSync(at('first.ts')).length;
    assert.deepEqual([from, size], [0, readFileSync(film).length]);
    assert.ok(Math.abs(to - length) <= 3 * 188, `${to} is not where ${length} is`);
    assert.deepEqual(await numbersOf(film, inspection, 15), upTo(count));
  });

  test('a sound that becomes another is told, and the pictures go on', async () => {
    const parts = [
      part('aac.ts'),
      part('ac3.ts', { first: count, audio: ['-c:a', 'ac3'], more: ['-output_ts_offset', '1'] }),
    ];
    const film = joined('sounds.ts', parts);
    const inspection = await encoder.inspect(film, run);
    assert.deepEqual(inspection.soundChanges, [{ from: 15, to: 129 }]);
    assert.equal(inspection.unread, undefined);
    assert.deepEqual(await numbersOf(film, inspection, 33), upTo(2 * count));
  });
});
