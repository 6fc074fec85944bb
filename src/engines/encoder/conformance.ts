import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
      await subject.encoder.extractText(film, { stream: 2, start: 0, output: file.text }, run);
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
    const output = at('text.vtt');
    await subject.encoder.extractText(film, { stream: 2, start: 0, output }, run);
    assert.match(await readFile(output, 'utf8'), /^WEBVTT\n\n(.*\n)*\d\d:\d\d:\d\d\.\d{3} --> /);
  });

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
