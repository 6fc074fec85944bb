// What is dear to make and always comes out the same is made once: by whichever test asks first, for all that follow, in
// this run and in later ones.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder } from '../../bin/tests/cache-folder.js';

let encoder: string | undefined;

/** A name for what these words, and the ffmpeg of this machine, make. */
export function recipe(...words: readonly string[]): string {
  encoder ??= execFileSync('ffmpeg', ['-version'], { encoding: 'utf8' });
  return createHash('sha256')
    .update(JSON.stringify([encoder, ...words]))
    .digest('hex')
    .slice(0, 32);
}

/**
 * The folder that `make` has filled, now or long ago. Whoever asks while it is being made waits; what was left half made
 * is made again from an empty folder. Nobody may write into it later.
 */
export async function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = cacheFolder('made', name);
  const done = `${folder}.done`;
  const lock = `${folder}.lock`;
  while (!(await isThere(done))) {
    if (!(await take(lock))) {
      await sleep(200);
      continue;
    }
    try {
      if (await isThere(done)) break;
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await make(folder);
      await writeFile(done, '');
    } finally {
      await rm(lock, { force: true });
    }
  }
  // What is used is kept.
  const now = new Date();
  await utimes(done, now, now).catch(() => undefined);
  return folder;
}

async function isThere(file: string): Promise<boolean> {
  return (await stat(file).catch(() => undefined)) !== undefined;
}

/** A lock is worth as much as the life of whoever holds it. */
async function take(lock: string): Promise<boolean> {
  await mkdir(join(lock, '..'), { recursive: true });
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    // Its number comes a moment after the file.
    if (holder > 0 && !lives(holder)) await rm(lock, { force: true });
    return false;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
