import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { hasCode } from '../kit/index.ts';
import { shotStarts } from './film.ts';
import { films } from './films.ts';
import { type FilmChildren, makeSampleFilm } from './make-film.ts';
import { children, inFolder } from './testing/cutting-room.ts';
import { drawnOnce } from './testing/drawn-once.ts';
import { judgeFilm } from './testing/judge-film.ts';

const film = films['the-paper-boat'];

test('a newcomer gets the whole film: picture, stereo sound in range, captions, chapters, cuts where the shots begin', async () => {
  const folder = await drawnOnce(film.id);
  const file = join(folder, `${film.id}.mp4`);
  assert.deepEqual(await readdir(folder), [`${film.id}.mp4`, `${film.id}.nfo`], 'nothing else is left');
  assert.match(await readFile(join(folder, `${film.id}.nfo`), 'utf8'), /<plot>Somebody folds a boat/);
  const cuts = shotStarts(film).map(({ first }) => first);
  assert.deepEqual(await judgeFilm(film, file), cuts.slice(1));
  await inFolder(async (deps) => {
    const refused: FilmChildren = { run: () => Promise.reject(new Error('a finished film starts nothing')) };
    const made = await makeSampleFilm(film.id, { ...deps, folder, children: refused });
    assert.deepEqual(made, { file, name: film.name });
  });
});

test('stopped at any moment, nothing half made is left, and what a killed run left is cleared by the next', async () => {
  await inFolder(async (deps) => {
    const stop = new AbortController();
    const stopping: FilmChildren = {
      run(command, args, options) {
        const running = children.run(command, args, options);
        stop.abort(new Error('stopped'));
        return running;
      },
    };
    await assert.rejects(makeSampleFilm(film.id, { ...deps, children: stopping, signal: stop.signal }), /stopped/);
    assert.deepEqual(await readdir(deps.folder), []);

    const early = new AbortController();
    const made = makeSampleFilm(film.id, { ...deps, signal: early.signal });
    setImmediate(() => early.abort(new Error('stopped early')));
    await assert.rejects(made, /stopped early/);
    assert.deepEqual(await readdir(deps.folder), []);

    await mkdir(join(deps.folder, `${film.id}.making`));
    await writeFile(join(deps.folder, `${film.id}.making`, 'film.mp4'), 'half');
    const failing: FilmChildren = { run: () => Promise.resolve({ code: 1, log: 'no such encoder' }) };
    await assert.rejects(makeSampleFilm(film.id, { ...deps, children: failing }), (error) =>
      hasCode(error, 'sample.not-made'),
    );
    assert.deepEqual(await readdir(deps.folder), []);
  });
});
