import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { silentLogger } from '../../host/index.ts';
import { hasCode, systemClock } from '../../kit/index.ts';
import { pictureCount, shotStarts } from './film.ts';
import { firstFilm } from './films.ts';
import { type FilmChildren, makeSampleFilm, type SampleFilmDeps } from './index.ts';

const film = firstFilm;

const children: FilmChildren = {
  run: (command, args, { signal }) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        stdio: ['ignore', 'ignore', 'pipe'],
        ...(signal && { signal, killSignal: 'SIGKILL' }),
      });
      let log = '';
      child.stderr?.on('data', (text) => {
        log += String(text);
      });
      child.once('error', reject);
      child.once('close', (code) => resolve({ code: code ?? 137, log }));
    }),
};

async function inFolder<T>(use: (deps: SampleFilmDeps) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-sample-'));
  const { signal } = new AbortController();
  try {
    return await use({ folder, ffmpeg: 'ffmpeg', children, clock: systemClock, logger: silentLogger, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function output(command: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(command, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout + stderr;
}

test('a newcomer gets the whole film: picture, stereo sound in range, captions, chapters, cuts where the shots begin', async () => {
  await inFolder(async (deps) => {
    const { file, name } = await makeSampleFilm(deps);
    assert.equal(name, film.name);
    assert.deepEqual(await readdir(deps.folder), [`${film.id}.mp4`], 'nothing else is left');
    const probe = JSON.parse(
      await output('ffprobe', [
        '-v',
        'error',
        '-show_streams',
        '-show_chapters',
        '-show_format',
        '-count_packets',
        '-of',
        'json',
        file,
      ]),
    );
    const [video, audio, text] = probe.streams;
    assert.deepEqual(
      [video.codec_name, video.width, video.height, video.r_frame_rate, video.pix_fmt, video.color_space],
      ['h264', 1280, 720, '24/1', 'yuv420p', 'bt709'],
    );
    assert.equal(Number(video.nb_read_packets), pictureCount(film));
    assert.deepEqual(
      [audio.codec_name, audio.sample_rate, audio.channels, audio.tags.language],
      ['aac', '48000', 2, 'eng'],
    );
    assert.deepEqual([text.codec_name, text.tags.language], ['mov_text', 'eng']);
    assert.ok(Math.abs(Number(probe.format.duration) - pictureCount(film) / film.rate) < 0.1);
    assert.equal(probe.format.tags.title, film.name);
    const starts = shotStarts(film);
    assert.deepEqual(
      probe.chapters.map((chapter: { start_time: string; tags: { title: string } }) => [
        Math.round(Number(chapter.start_time) * film.rate),
        chapter.tags.title,
      ]),
      film.chapters.map((chapter) => [starts.find(({ shot }) => shot.name === chapter.shot)?.first, chapter.name]),
    );

    const captions = await output('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-map', '0:s', '-f', 'srt', '-']);
    for (const caption of film.captions) assert.ok(captions.includes(caption.text.split('\n')[0] ?? ''), caption.text);

    const cuts = await output('ffmpeg', [
      ...[
        '-v',
        'error',
        '-nostdin',
        '-i',
        file,
        '-map',
        '0:v',
        '-vf',
        'scale=320:-2,scdet=threshold=10,metadata=print:key=lavfi.scd.time:file=-',
        '-f',
        'null',
        '-',
      ],
    ]);
    const found = [...cuts.matchAll(/lavfi\.scd\.time=([\d.]+)/g)].map(([, time]) =>
      Math.round(Number(time) * film.rate),
    );
    assert.deepEqual(
      found,
      starts.slice(1).map(({ first }) => first),
    );

    const loudness = await output('ffmpeg', [
      '-hide_banner',
      '-nostdin',
      '-nostats',
      '-i',
      file,
      '-map',
      '0:a',
      '-af',
      'ebur128=peak=true',
      '-f',
      'null',
      '-',
    ]);
    const integrated = Number(/I:\s+(-[\d.]+) LUFS\n\s+Threshold/.exec(loudness)?.[1]);
    const peak = Number(/Peak:\s+(-?[\d.]+) dBFS/.exec(loudness)?.[1]);
    assert.ok(integrated > -17 && integrated < -15, `${integrated} LUFS`);
    assert.ok(peak < -1, `${peak} dBTP`);

    const bytes = await readFile(file);
    assert.ok(bytes.indexOf('moov') < bytes.indexOf('mdat'), 'it can be played while it loads');
    const refused: FilmChildren = { run: () => Promise.reject(new Error('a finished film starts nothing')) };
    assert.deepEqual(await makeSampleFilm({ ...deps, children: refused }), { file, name });
  });
});

test('stopped at any moment, nothing half made is left, and what a killed run left is cleared by the next', async () => {
  await inFolder(async (deps) => {
    const stop = new AbortController();
    const stopping: FilmChildren = {
      run(command, args, options) {
        const running = children.run(command, args, options);
        stop.abort(new Error('stopped'));
        return running;
      },
    };
    await assert.rejects(makeSampleFilm({ ...deps, children: stopping, signal: stop.signal }), /stopped/);
    assert.deepEqual(await readdir(deps.folder), []);

    const early = new AbortController();
    const made = makeSampleFilm({ ...deps, signal: early.signal });
    setImmediate(() => early.abort(new Error('stopped early')));
    await assert.rejects(made, /stopped early/);
    assert.deepEqual(await readdir(deps.folder), []);

    await mkdir(join(deps.folder, `${film.id}.making`));
    await writeFile(join(deps.folder, `${film.id}.making`, 'film.mp4'), 'half');
    const failing: FilmChildren = { run: () => Promise.resolve({ code: 1, log: 'no such encoder' }) };
    await assert.rejects(makeSampleFilm({ ...deps, children: failing }), (error) => hasCode(error, 'sample.not-made'));
    assert.deepEqual(await readdir(deps.folder), []);
  });
});
