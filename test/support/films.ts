// Films that tests make for themselves: several shots with real cuts, and sound.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface FilmOptions {
  readonly width?: number;
  readonly height?: number;
  /** e.g. `25` or `30000/1001`. */
  readonly rate?: string;
  /** Seconds of each shot; each looks different. */
  readonly shots?: readonly number[];
  readonly sound?: boolean;
}

const looks = ['testsrc2', 'mandelbrot', 'smptehdbars', 'rgbtestsrc', 'gradients', 'yuvtestsrc'];

/** Writes an H.264 and AAC film with a hard cut between any two shots. */
export async function makeFilm(file: string, options: FilmOptions = {}): Promise<string> {
  const { width = 640, height = 360, rate = '25', shots = [3, 2.4, 4, 3.6], sound = true } = options;
  const inputs = shots.flatMap((seconds, index) => {
    const look = looks[index % looks.length];
    return ['-f', 'lavfi', '-t', String(seconds), '-i', `${look}=size=${width}x${height}:rate=${rate}`];
  });
  const length = shots.reduce((sum, seconds) => sum + seconds, 0);
  const pictures = shots.map((_, index) => `[${index}:v]format=yuv420p,setsar=1[v${index}]`).join(';');
  const joined = `${pictures};${shots.map((_, index) => `[v${index}]`).join('')}concat=n=${shots.length}:v=1:a=0[v]`;
  const audio = sound
    ? ['-f', 'lavfi', '-t', String(length), '-i', 'sine=frequency=330:sample_rate=48000:beep_factor=4']
    : [];
  await run('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-y', ...inputs, ...audio],
    ...[
      '-filter_complex',
      joined,
      '-map',
      '[v]',
      ...(sound ? ['-map', `${shots.length}:a`, '-c:a', 'aac', '-ac', '2'] : []),
    ],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20', '-g', '50', '-movflags', '+faststart', file],
  ]);
  return file;
}

/** Where films of all kinds may lie beside the checkout; undefined on a fresh machine. */
export function clipsFolder(): string | undefined {
  const folder = process.env.BIJOU_CLIPS ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'clips');
  return existsSync(folder) ? folder : undefined;
}

/** The sound ones among them. */
export async function filmsBeside(): Promise<readonly string[]> {
  const folder = clipsFolder();
  if (folder === undefined) return [];
  const names = await readdir(folder);
  return names.filter((name) => name.endsWith('.mp4')).map((name) => join(folder, name));
}
