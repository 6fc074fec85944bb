// A newcomer's first minutes: an empty library gets three films to look at, each once.
import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Bijou, startBijou, type TitleJson, until } from '../support/bijou.ts';
import { judgeTitle } from '../support/judge-title.ts';

const mode = 'one process';
const paperBoat = 'The Paper Boat';
const names = [paperBoat, 'The Red Kite', 'Confetti'];

describe('the first start', () => {
  let bijou: Bijou;

  before(async () => {
    bijou = await startBijou({ mode, sample: true });
  });

  after(() => bijou.stop());

  async function titles(): Promise<readonly TitleJson[]> {
    return bijou.json<TitleJson[]>('titles');
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

  it('makes one film that can be watched before the others are drawn', async () => {
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
    await until('the second film is there', async () => (await titles()).length > 1);
    await until('all films are given', () =>
      stat(join(bijou.dataFolder, 'sample-made')).then(
        () => true,
        () => false,
      ),
    );
    const all = await titles();
    assert.deepEqual(all.map(({ name }) => name).sort(), [...names].sort());
    assert.equal((await title(paperBoat)).id, first.id);
  });

  it('takes them the same way as any other film', async () => {
    await until('the first film is whole', async () => (await title(paperBoat)).state === 'ready');
    await judgeTitle(bijou, (await title(paperBoat)).id);
  });

  it('gives them sound, chapters and captions, and a choice of both', async () => {
    await until('the second film can be watched', async () => (await title('The Red Kite')).watchable);
    for (const [name, sounds, captions] of [
      [paperBoat, 1, 1],
      ['The Red Kite', 2, 2],
    ] as const) {
      const answer = await fetch(`${bijou.url}/api/catalog/titles/${(await title(name)).id}`);
      const { presentation } = (await answer.json()) as { presentation: Record<string, unknown[]> };
      assert.equal(presentation.audio?.length, sounds);
      assert.equal(presentation.text?.length, captions);
      assert.ok((presentation.chapters?.length ?? 0) >= 3);
    }
  });

  it('gives back none that was removed, and makes no second one, when started again', async () => {
    const { code, stderr } = await bijou.cli('rm', (await title('The Red Kite')).id);
    assert.equal(code, 0, stderr);
    const ids = async () => (await titles()).map(({ id }) => id);
    const before = await ids();
    assert.equal(before.length, names.length - 1);
    await bijou.stop({ keep: true });
    await startAgain();
    assert.deepEqual(await ids(), before);
    await judgeTitle(bijou, (await title(paperBoat)).id);
  });
});
