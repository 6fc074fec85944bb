// Films that tests make for themselves: several shots with real cuts, and sound.
import { execFile } from 'node:child_process';
import { copyFile, readdir, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { madeOnce, recipe } from './made-once.ts';

const run = promisify(execFile);

export interface FilmOptions {
  readonly width?: number;
  readonly height?: number;
  /** e.g. `25` or `30000/1001`. */
  readonly rate?: string;
  /** Seconds of each shot; each looks different. */
  readonly shots?: readonly number[];
  readonly sound?: boolean;
  /** ISO 639-2 of each sound track, each with a tone of its own; one without a language unless told. */
  readonly spoken?: readonly string[];
  /** ISO 639-2 of each caption track: a caption a second, that names its language and its second. */
  readonly captions?: readonly string[];
}

const looks = ['testsrc2', 'mandelbrot', 'smptehdbars', 'rgbtestsrc', 'gradients', 'yuvtestsrc'];

/** Writes an H.264 and AAC film with a hard cut between any two shots. The same options give the same bytes. */
export async function makeFilm(file: string, options: FilmOptions = {}): Promise<string> {
  const name = `film${extname(file)}`;
  const folder = await madeOnce(recipe('film', name, JSON.stringify(options)), async (place) => {
    await draw(join(place, name), options);
  });
  await copyFile(join(folder, name), file);
  return file;
}

async function draw(file: string, options: FilmOptions): Promise<void> {
  const { width = 640, height = 360, rate = '25', shots = [3, 2.4, 4, 3.6], sound = true } = options;
  const spoken = sound ? (options.spoken ?? ['und']) : [];
  const captions = options.captions ?? [];
  const pictures = shots.flatMap((seconds, index) => {
    const look = looks[index % looks.length];
    return ['-f', 'lavfi', '-t', String(seconds), '-i', `${look}=size=${width}x${height}:rate=${rate}`];
  });
  const length = shots.reduce((sum, seconds) => sum + seconds, 0);
  const tones = spoken.flatMap((_, index) => {
    const tone = `sine=frequency=${330 + 110 * index}:sample_rate=48000:beep_factor=4`;
    return ['-f', 'lavfi', '-t', String(length), '-i', tone];
  });
  const texts: string[] = [];
  for (const language of captions) {
    await writeFile(`${file}.${language}.srt`, captionFile(language, length));
    texts.push('-i', `${file}.${language}.srt`);
  }
  const upright = shots.map((_, index) => `[${index}:v]format=yuv420p,setsar=1[v${index}]`).join(';');
  const joined = `${upright};${shots.map((_, index) => `[v${index}]`).join('')}concat=n=${shots.length}:v=1:a=0[v]`;
  const tracks = [
    ...spoken.flatMap((language, index) => [
      ...['-map', `${shots.length + index}:a`, `-metadata:s:a:${index}`, `language=${language}`],
    ]),
    ...captions.flatMap((language, index) => [
      ...['-map', `${shots.length + spoken.length + index}:s`, `-metadata:s:s:${index}`, `language=${language}`],
    ]),
    ...(spoken.length > 0 ? ['-c:a', 'aac', '-ac', '2'] : []),
    ...(captions.length > 0 ? ['-c:s', 'mov_text'] : []),
  ];
  await run('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-y', ...pictures, ...tones, ...texts],
    ...['-filter_complex', joined, '-map', '[v]', ...tracks],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20', '-g', '50', '-movflags', '+faststart', file],
  ]);
  await Promise.all(captions.map((language) => rm(`${file}.${language}.srt`)));
}

function captionFile(language: string, length: number): string {
  const at = (second: number) => new Date(second * 1000).toISOString().slice(11, 23).replace('.', ',');
  return Array.from({ length: Math.floor(length) }, (_, second) => {
    return `${second + 1}\n${at(second)} --> ${at(second + 1)}\n${language} ${second}\n`;
  }).join('\n');
}

/** Where films of all kinds lie, if anybody says so: BIJOU_CLIPS. */
export function clipsFolder(): string | undefined {
  return process.env.BIJOU_CLIPS;
}

/** The sound ones among them. */
export async function soundClips(): Promise<readonly string[]> {
  const folder = clipsFolder();
  if (folder === undefined) return [];
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.mp4')).map((name) => join(folder, name));
}
