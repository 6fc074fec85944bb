// Every sample film whole, as a newcomer gets it; but the first, which is judged with the unit tests.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { films } from './films.ts';
import { drawnOnce } from './testing/drawn-once.ts';
import { judgeFilm } from './testing/judge-film.ts';

for (const film of Object.values(films).slice(1)) {
  test(`${film.name}: pictures, cuts, sounds, captions and chapters are as they were written`, async () => {
    const folder = await drawnOnce(film.id);
    assert.deepEqual(await readdir(folder), [`${film.id}.mp4`, `${film.id}.nfo`]);
    await judgeFilm(film, join(folder, `${film.id}.mp4`));
  });
}
