import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { madeOnce, recipe } from '../../../test/support/made-once.ts';
import { silentLogger } from '../../host/index.ts';
import { systemClock } from '../../kit/index.ts';
import type { SampleId } from '../ids.ts';
import { makeSampleFilm } from '../make-film.ts';
import { children } from './cutting-room.ts';

/** A folder in which a film lies as these very sources draw it, once for all tests. Nobody may write there. */
export async function drawnOnce(id: SampleId): Promise<string> {
  const signal = new AbortController().signal;
  return madeOnce(recipe('sample film', id, await sourcesHash()), async (folder) => {
    await makeSampleFilm(id, { folder, ffmpeg: 'ffmpeg', children, clock: systemClock, logger: silentLogger, signal });
  });
}

/** Puts one into a folder, where a first start finds it drawn. */
export async function layDrawn(id: SampleId, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  const folder = await drawnOnce(id);
  for (const name of await readdir(folder)) await copyFile(join(folder, name), join(into, name));
}

/** Of everything that a drawing can depend on. */
async function sourcesHash(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const room of ['samples', 'kit']) {
    const folder = join(import.meta.dirname, '..', '..', room);
    const names = (await readdir(folder, { recursive: true })).filter(
      (name) => name.endsWith('.ts') && !/\.(test|suite)\.ts$|testing\//.test(name),
    );
    for (const name of names.sort()) hash.update(name).update(await readFile(join(folder, name)));
  }
  return hash.digest('hex');
}
