import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { silentLogger } from '../../host/index.ts';
import { systemClock } from '../../kit/index.ts';
import type { FilmChildren, SampleFilmDeps } from '../make-film.ts';

export const children: FilmChildren = {
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

/** Lends a folder, and all else that making a film takes; takes the folder away again. */
export async function inFolder<T>(use: (deps: SampleFilmDeps) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-sample-'));
  const { signal } = new AbortController();
  try {
    return await use({ folder, ffmpeg: 'ffmpeg', children, clock: systemClock, logger: silentLogger, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Everything that a program prints. */
export async function output(command: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(command, args, { maxBuffer: 64 * 1024 * 1024 });
  return stdout + stderr;
}
