import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Inspection } from '../../media/index.ts';
import type { Encoder, EncoderRun } from './index.ts';
import { chunksOf } from './testing/chunks.ts';
import { packetsOf, smallRung, smallWork } from './testing/films.ts';

/** An engine under test and a film for it: 50 pictures at 25 a second, audio in stream 1, text in stream 2. */
export interface EncoderSubject {
  readonly encoder: Encoder;
  /** Writes the film to this file. */
  makeFilm(file: string): Promise<void>;
  close?(): Promise<void>;
}

/** The promises of the port, for every engine. */
export function encoderConformance(name: string, open: (folder: string) => Promise<EncoderSubject>): void {
  let folder = '';
  let film = '';
  let subject: EncoderSubject;
  let inspection: Inspection;
  const run: EncoderRun = { signal: new AbortController().signal, job: 'conformance' };
  const at = (file: string): string => join(folder, file);

  function begins(): number {
    assert.ok(inspection.pictures !== null);
    return chunksOf(inspection.pictures, [])[0]?.firstTime ?? Number.NaN;
  }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-encoder-'));
    subject = await open(folder);
    film = at('film');
    await subject.makeFilm(film);
    inspection = await subject.encoder.inspect(film, run);
  });
  after(async () => {
    await subject.close?.();
    await rm(folder, { recursive: true, force: true });
  });

  async function textOf(source: string): Promise<string> {
    const tracks = [{ name: 'words', stream: 2 }];
    const { files } = await subject.encoder.extractTexts(source, { start: 0, tracks, folder: at('texts') }, run);
    assert.equal(files[0]?.name, 'words');
    return files[0]?.file ?? '';
  }

  test(`${name}: says what it is`, async () => {
    assert.match(await subject.encoder.describe(), /\w/);
  });

  test(`${name}: inspection counts every picture and tells every track`, () => {
    const { pictures } = inspection;
    assert.equal(
      pictures?.durations.reduce((sum, [, count]) => sum + count, 0),
      50,
    );
    const ticks = pictures?.durations.reduce((sum, [duration, count]) => sum + duration * count, 0) ?? 0;
    const base = pictures?.timeBase ?? { num: 0, den: 1 };
    assert.ok(Math.abs((ticks * base.num) / base.den - 2) < 0.002);
    assert.deepEqual(
      inspection.audio.map((track) => [track.index, track.language]),
      [[1, 'en']],
    );
    assert.deepEqual(
      inspection.text.map((track) => [track.index, track.isBitmap]),
      [[2, false]],
    );
  });

  test(`${name}: a chunk has as many pictures as asked, and key pictures where asked`, async () => {
    const { pictures } = inspection;
    assert.ok(pictures !== null);
    const [first, second] = chunksOf(pictures, [12]);
    assert.ok(first !== undefined && second !== undefined);
    const rungs = [
      { ...smallRung, output: at('large.mp4') },
      { ...smallRung, name: '32p', width: 64, height: 32, output: at('small.mp4') },
    ];
    for (const { part, keyframes } of [
      { part: first, keyframes: [0, 5] },
      { part: second, keyframes: [0, 13, 14, 30] },
    ]) {
      await subject.encoder.encodeVideo(film, { ...smallWork(part, ''), keyframes, rungs }, run);
      for (const rung of rungs) {
        const packets = packetsOf(rung.output).sort((a, b) => a.time - b.time);
        assert.equal(packets.length, part.count);
        assert.deepEqual(
          packets.flatMap((packet, index) => (packet.isKey ? [index] : [])),
          keyframes,
        );
      }
    }
  });

  test(`${name}: the same work gives the same bytes`, async () => {
    const audio = { stream: 1, start: 0, duration: 2, channels: 2, sampleRate: 48000, bitRate: 96000 };
    const files = ['one', 'two'].map((file) => ({
      video: at(`${file}.mp4`),
      audio: at(`${file}.m4a`),
      text: at(`${file}.vtt`),
    }));
    for (const file of files) {
      await subject.encoder.encodeVideo(
        film,
        { ...smallWork({ count: 20, firstTime: begins() }, file.video), threads: 2 },
        run,
      );
      await subject.encoder.encodeAudio(film, { ...audio, output: file.audio }, run);
      await copyFile(await textOf(film), file.text);
    }
    for (const kind of ['video', 'audio', 'text'] as const) {
      const [one, two] = await Promise.all(files.map((file) => readFile(file[kind])));
      assert.ok(one !== undefined && two !== undefined && one.length > 0 && one.equals(two), kind);
    }
  });

  test(`${name}: audio is as long as the film, after its priming`, async () => {
    const output = at('long.m4a');
    const work = { stream: 1, start: 0, duration: 2, channels: 2, sampleRate: 48000, bitRate: 96000, output };
    await subject.encoder.encodeAudio(film, work, run);
    const packets = packetsOf(output);
    assert.equal(packets[0]?.time, -1024);
    assert.equal(packets.length, Math.ceil((96000 + 1024) / 1024));
  });

  test(`${name}: text is WebVTT`, async () => {
    assert.match(await readFile(await textOf(film), 'utf8'), /^WEBVTT\n\n(.*\n)*\d\d:\d\d:\d\d\.\d{3} --> /);
  });

  test(`${name}: key pictures are measured, each once and in order`, async () => {
    const times = [begins(), begins() + 0.4, begins() + 1.6];
    const seen = await subject.encoder.scout(film, { stream: 0, times, width: 64, height: 32, folder: at('s') }, run);
    assert.ok(seen.length >= 1 && seen.length <= 3);
    const places = seen.map((one) => one.at);
    assert.deepEqual(
      places,
      [...new Set(places)].sort((a, b) => a - b),
    );
    for (const one of seen) {
      assert.ok(one.at >= begins() - 0.001 && one.at <= begins() + 1.6);
      assert.ok(one.brightness >= 0 && one.brightness <= 1 && one.black >= 0 && one.black <= 1);
      assert.ok(Math.abs(one.across.reduce((sum, share) => sum + share, 0) - 1) < 0.01);
    }
  });

  test(`${name}: stills are made in all sizes, the same each time`, async () => {
    const whole = { width: 128, height: 64, crop: { x: 0, y: 0, width: 128, height: 64 } };
    const stills = [
      { name: 'backdrop', at: begins() + 1, ...whole, widths: [32, 128] },
      { name: 'poster', at: begins(), ...whole, crop: { x: 10, y: 0, width: 42, height: 64 }, widths: [42] },
    ];
    const folders = ['stills-1', 'stills-2'].map(at);
    for (const folder of folders) {
      const made = await subject.encoder.makeStills(film, { stream: 0, stills, folder }, run);
      assert.deepEqual(
        made.map((still) => [still.name, still.sizes.map(({ width, height }) => [width, height])]),
        [
          [
            'backdrop',
            [
              [32, 16],
              [128, 64],
            ],
          ],
          ['poster', [[42, 64]]],
        ],
      );
      for (const { thumbhash, tint, sizes } of made) {
        assert.match(tint, /^#[0-9a-f]{6}$/);
        assert.ok(Buffer.from(thumbhash, 'base64').length >= 5);
        for (const { file } of sizes) assert.ok((await readFile(join(folder, file))).length > 0);
      }
    }
    await sameFiles(folders, /\.(webp|jpg)$/);
  });

  test(`${name}: sheets have room for every thumbnail, the same each time`, async () => {
    const rung = at('rung.mp4');
    await subject.encoder.encodeVideo(film, smallWork({ count: 50, firstTime: begins() }, rung), run);
    const work = { width: 32, height: 16, columns: 2, rows: 2, interval: 0.4, count: 5 };
    // Scratch folders are named by their data folder's address, with per cent signs.
    const folders = ['sheets-1', 'sheets%2F2'].map(at);
    for (const folder of folders) {
      assert.deepEqual(await subject.encoder.makeThumbs(rung, { ...work, folder }, run), [
        'sheet-0001.jpg',
        'sheet-0002.jpg',
      ]);
    }
    await sameFiles(folders, /\.jpg$/);
  });

  test(`${name}: loudness is told of each track by its name`, async () => {
    const track = { stream: 1, start: 0, duration: 2, channels: 2 };
    const heard = await subject.encoder.listen(film, { tracks: [{ ...track, name: 'a1' }] }, run);
    assert.deepEqual(
      heard.map((one) => one.name),
      ['a1'],
    );
    const [one] = heard;
    assert.ok(one !== undefined && one.integrated !== null && one.integrated < 0 && one.integrated > -60);
  });

  async function sameFiles([one = '', two = '']: readonly string[], which: RegExp): Promise<void> {
    const names = (await readdir(one)).filter((file) => which.test(file));
    assert.ok(names.length > 0);
    for (const file of names) {
      const [first, second] = await Promise.all([one, two].map((folder) => readFile(join(folder, file))));
      assert.ok(first !== undefined && second !== undefined && first.equals(second), file);
    }
  }

  test(`${name}: progress and processor time are told`, async () => {
    const told: number[] = [];
    const cpu: number[] = [];
    const work = smallWork({ count: 50, firstTime: begins() }, at('progress.mp4'));
    const report = await subject.encoder.encodeVideo(film, work, {
      ...run,
      onProgress: (done) => told.push(done),
      onCpu: (seconds) => cpu.push(seconds),
    });
    assert.equal(told.at(-1), 1);
    assert.ok(told.every((done) => done >= 0 && done <= 1));
    assert.deepEqual(cpu, [report.cpuSeconds]);
  });

  test(`${name}: a source that is not a film is refused`, async () => {
    const file = at('not-a-film');
    await writeFile(file, 'Dear diary,\n'.repeat(100));
    await assert.rejects(subject.encoder.inspect(file, run), { code: 'encoder.refused', retry: 'never' });
  });

  test(`${name}: work beyond the last picture fails and says how far it came`, async () => {
    const work = smallWork({ count: 500, firstTime: begins() }, at('beyond.mp4'));
    await assert.rejects(subject.encoder.encodeVideo(film, work, run), {
      code: 'encoder.failed',
      message: /50 of 500/,
    });
  });

  test(`${name}: an abort rejects with its reason`, async () => {
    const reason = new Error('cancelled');
    const signal = AbortSignal.abort(reason);
    const work = smallWork({ count: 50, firstTime: begins() }, at('aborted.mp4'));
    const aborted = { ...run, signal };
    await assert.rejects(subject.encoder.inspect(film, aborted), reason);
    await assert.rejects(subject.encoder.encodeVideo(film, work, aborted), reason);
  });
}
