// A newcomer's first minute: an empty library gets one film to look at, once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Bijou, startBijou, type TitleJson, until } from '../support/bijou.ts';
import { judgeTitle } from '../support/judge-title.ts';

describe('the first start', () => {
  let bijou: Bijou;

  before(async () => {
    bijou = await startBijou({ mode: 'one process', sample: true });
  });

  after(() => bijou.stop());

  it('makes the sample film and takes it the same way as any other', async () => {
    await until('the sample is whole', async () => (await bijou.json<TitleJson[]>('titles'))[0]?.state === 'ready');
    const titles = await bijou.json<TitleJson[]>('titles');
    assert.equal(titles.length, 1);
    await judgeTitle(bijou, titles[0]?.id ?? '');
  });

  it('gives it sound, chapters and captions', async () => {
    const [title] = await bijou.json<TitleJson[]>('titles');
    const answer = await fetch(`${bijou.url}/api/catalog/titles/${title?.id}`);
    const { presentation } = (await answer.json()) as { presentation: Record<string, unknown[]> };
    assert.ok((presentation.audio?.length ?? 0) >= 1);
    assert.ok((presentation.text?.length ?? 0) >= 1);
    assert.ok((presentation.chapters?.length ?? 0) >= 3);
  });

  it('finds everything as it was when started again, and makes no second one', async () => {
    const before = await bijou.json<TitleJson[]>('titles');
    await bijou.stop({ keep: true });
    const { dataFolder, port } = bijou;
    bijou = await startBijou({ mode: 'one process', sample: true, dataFolder, port });
    assert.deepEqual(await bijou.json<TitleJson[]>('titles'), before);
    await judgeTitle(bijou, before[0]?.id ?? '');
  });
});
