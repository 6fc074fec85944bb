import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client, studioContract } from '../contracts/index.ts';
import type { Children } from '../host/index.ts';
import { makeSampleApart } from './sample/make-apart.ts';
import type { Settings } from './settings.ts';

export interface FirstStartParts {
  readonly settings: Settings;
  readonly studio: Client<typeof studioContract>;
  readonly children: Children;
  readonly signal: AbortSignal;
  /** Told what goes on, in words for the person who started it. */
  readonly say: (sentence: string) => void;
}

/**
 * Gives an empty library one film to look at. Once only: who removes it does not get it again. A stop or a kill in
 * the middle costs nothing; the next start goes on.
 */
export async function fillEmptyLibrary(parts: FirstStartParts): Promise<void> {
  const { settings, studio, children, signal, say } = parts;
  const done = join(settings.dataFolder, 'sample-made');
  if ((await stat(done).catch(() => undefined)) !== undefined) return;
  const { titles } = await studio.calls.titles({ limit: 1 }, { signal });
  if (titles.length === 0) {
    say('The library is empty, so Bijou draws a short film for it. It can be watched in less than a minute.');
    const folder = join(settings.dataFolder, 'sample');
    const records = join(settings.dataFolder, 'run', 'children');
    const film = await makeSampleApart({ folder, ffmpeg: settings.ffmpeg, children, records, signal });
    await studio.calls.addFile({ path: film.file, name: film.name }, { signal });
    await rm(folder, { recursive: true, force: true });
  }
  await writeFile(done, '');
}
