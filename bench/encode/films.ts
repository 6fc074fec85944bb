import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFilm } from '../../test/support/films.ts';

const beside = join(import.meta.dirname, '..', '..', '..', 'shared', 'clips');
const known = ['bbb-720p30-60s-5mbps.mp4', 'odd/long-1080p-6min-lowbitrate.mp4'].map((name) => join(beside, name));

/** Films that were asked for, or lie beside the checkout; else two that are made, of a minute and of six, in `folder`. */
export async function filmsToEncode(
  asked: readonly string[],
): Promise<{ readonly films: readonly string[]; readonly folder?: string }> {
  if (asked.length > 0) return { films: asked };
  if (known.every(existsSync)) return { films: known };
  const folder = await mkdtemp(join(tmpdir(), 'bijou-bench-films-'));
  const minute = [7, 3, 12, 5, 9, 4, 11, 9];
  const six = Array.from({ length: 6 }, () => minute).flat();
  return {
    folder,
    films: [
      await makeFilm(join(folder, 'one-minute.mp4'), { width: 1280, height: 720, rate: '30', shots: minute }),
      await makeFilm(join(folder, 'six-minutes.mp4'), { width: 1280, height: 720, rate: '30', shots: six }),
    ],
  };
}
