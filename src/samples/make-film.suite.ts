// Every sample film whole, as a newcomer gets it; but the first, which is judged with the unit tests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { films } from './films.ts';
import { makeSampleFilm } from './make-film.ts';
import { inFolder } from './testing/cutting-room.ts';
import { judgeFilm } from './testing/judge-film.ts';

for (const film of Object.values(films).slice(1)) {
  test(`${film.name}: pictures, cuts, sounds, captions and chapters are as they were written`, async () => {
    await inFolder(async (deps) => {
      const { file, name } = await makeSampleFilm(film.id, deps);
      assert.equal(name, film.name);
      await judgeFilm(film, file);
    });
  });
}
