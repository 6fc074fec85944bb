// A newcomer's first minutes: an empty library gets three films to look at, each once. They lie drawn in the folder where
// they are drawn otherwise: that they are drawn is the promise of src/samples, and that the first of them becomes whole
// that of the packed package.
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { layDrawn } from '../../src/samples/testing/drawn-once.ts';
import { type Bijou, startBijou, type TitleJson, until } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';
import { readHls } from '../support/judge.ts';

const mode = 'one process';
const paperBoat = 'The Paper Boat';
const redKite = 'The Red Kite';
const names = [paperBoat, redKite, 'Confetti'];

describe('the first start', () => {
  let bijou: Bijou;

  before(async () => {
    const empty = await startBijou({ mode });
    await empty.stop({ keep: true });
    const drawn = join(empty.dataFolder, 'sample');
    await layDrawn('the-paper-boat', drawn);
    await layDrawn('the-red-kite', drawn);
    // Of the third nothing is asked but that it comes: any film does.
    await makeFilm(join(drawn, 'confetti.mp4'), { width: 320, height: 180, shots: [2.5] });
    bijou = await startBijou({ mode, sample: true, dataFolder: empty.dataFolder });
  });

  after(() => bijou.stop());

  async function titles(): Promise<readonly TitleJson[]> {
    return ((await (await bijou.ask('/api/studio/titles')).json()) as { titles: TitleJson[] }).titles;
  }

  async function title(name: string): Promise<TitleJson> {
    const found = (await titles()).find((one) => one.name === name);
    assert.ok(found !== undefined, `there is ${name}`);
    return found;
  }

  async function startAgain(): Promise<void> {
    const { dataFolder, port } = bijou;
    bijou = await startBijou({ mode, sample: true, dataFolder, port });
  }

  it('gives one film that can be watched before there is another', async () => {
    await until('the first film can be watched', async () => (await titles()).some(({ watchable }) => watchable));
    assert.deepEqual(
      (await titles()).map(({ name }) => name),
      [paperBoat],
    );
  });

  it('goes on with what is missing when it was killed in the middle', async () => {
    const first = await title(paperBoat);
    await bijou.kill('studio');
    await startAgain();
    await until('all films are given', () =>
      stat(join(bijou.dataFolder, 'sample-made')).then(
        () => true,
        () => false,
      ),
    );
    const all = await titles();
    assert.deepEqual(all.map(({ name }) => name).sort(), [...names].sort());
    assert.equal((await title(paperBoat)).id, first.id);
    assert.ok((await title(redKite)).watchable);
    // What is asked of them from here on, a first look answers.
    for (const { id } of all) {
      const { code, stderr } = await bijou.cli('pause', id);
      assert.equal(code, 0, stderr);
    }
  });

  it('gives them sound, chapters and captions, and a choice of both', async () => {
    for (const [name, sounds, captions] of [
      [paperBoat, 1, 1],
      [redKite, 2, 2],
    ] as const) {
      const answer = await fetch(`${bijou.url}/api/catalog/titles/${(await title(name)).id}`);
      const { presentation } = (await answer.json()) as { presentation: Record<string, unknown[]> };
      assert.equal(presentation.audio?.length, sounds);
      assert.equal(presentation.text?.length, captions);
      assert.ok((presentation.chapters?.length ?? 0) >= 3);
    }
  });

  it('gives back none that was removed, and makes no second one, when started again', async () => {
    const { code, stderr } = await bijou.cli('rm', (await title(redKite)).id);
    assert.equal(code, 0, stderr);
    const ids = async () => (await titles()).map(({ id }) => id);
    const before = await ids();
    assert.equal(before.length, names.length - 1);
    await bijou.stop({ keep: true });
    await startAgain();
    assert.deepEqual(await ids(), before);
    const { hls } = await bijou.json<{ hls: string[] }>('play', (await title(paperBoat)).id);
    const { video } = await readHls(hls[0] ?? '');
    assert.ok(video.every(({ bytes }) => bytes.length > 0));
  });
});
