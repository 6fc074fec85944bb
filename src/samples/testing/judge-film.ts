import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type Film, pictureCount, shotStarts } from '../film.ts';
import { output } from './cutting-room.ts';

interface Stream {
  readonly codec_name: string;
  readonly sample_rate: string;
  readonly channels: number;
  readonly tags: { readonly language: string };
}

/** Every judgement of a made film, by ffmpeg's eyes: pictures, cuts, sounds and how loud, captions, chapters. Resolves to the cuts found. */
export async function judgeFilm(film: Film, file: string): Promise<readonly number[]> {
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
  const of = (type: string) => probe.streams.filter((stream: { codec_type: string }) => stream.codec_type === type);
  const [video] = of('video');
  assert.deepEqual(
    [video.codec_name, video.width, video.height, video.r_frame_rate, video.pix_fmt, video.color_space],
    ['h264', 1280, 720, `${film.rate}/1`, 'yuv420p', 'bt709'],
  );
  assert.equal(Number(video.nb_read_packets), pictureCount(film));
  assert.deepEqual(
    of('audio').map((audio: Stream) => [audio.codec_name, audio.sample_rate, audio.channels, audio.tags.language]),
    film.sounds.map(({ language }) => ['aac', '48000', 2, language]),
  );
  assert.deepEqual(
    of('subtitle').map((text: Stream) => [text.codec_name, text.tags.language]),
    film.captions.map(({ language }) => ['mov_text', language]),
  );
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

  for (const [index, track] of film.captions.entries()) {
    const text = await output('ffmpeg', [
      '-v',
      'error',
      '-nostdin',
      '-i',
      file,
      '-map',
      `0:s:${index}`,
      '-f',
      'srt',
      '-',
    ]);
    for (const caption of track.captions) assert.ok(text.includes(caption.text.split('\n')[0] ?? ''), caption.text);
  }

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
  // where everything moves, a cut is hard to see for a detector; but what it sees must be one
  const firsts = starts.slice(1).map(({ first }) => first);
  assert.ok(found.length > 0 && found.every((cut) => firsts.includes(cut)), `${found} are cuts of ${firsts}`);

  for (const index of film.sounds.keys()) await judgeLoudness(file, index);

  const bytes = await readFile(file);
  assert.ok(bytes.indexOf('moov') < bytes.indexOf('mdat'), 'it can be played while it loads');
  return found;
}

async function judgeLoudness(file: string, index: number): Promise<void> {
  const loudness = await output('ffmpeg', [
    '-hide_banner',
    '-nostdin',
    '-nostats',
    '-i',
    file,
    '-map',
    `0:a:${index}`,
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
}
