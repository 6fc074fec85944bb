// The stream as judges see it that are not ours: every byte of every rendition, decoded without forgiveness.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { addFilm, type Bijou, startBijou } from '../support/bijou.ts';
import { clipsFolder, makeFilm, soundClips } from '../support/films.ts';
import { picturesOf } from '../support/judge.ts';
import { judgeTitle } from '../support/judge-title.ts';

const made = [
  { name: 'four-shots-25.mp4' },
  { name: 'ntsc-with-long-shot.mp4', rate: '30000/1001', width: 854, height: 480, shots: [2, 9, 2.5] },
  { name: 'silent-60.mp4', rate: '60', sound: false, shots: [2.2, 3] },
];

describe('a film’s stream', () => {
  let bijou: Bijou;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
    bijou = await startBijou({ mode: 'one process' });
  });

  after(async () => {
    await bijou.stop();
    await rm(folder, { recursive: true, force: true });
  });

  for (const film of made) {
    it(`${film.name} is whole for every judge`, async () => {
      const file = await makeFilm(join(folder, film.name), film);
      await judge(bijou, file);
    });
  }

  it('films from elsewhere are whole for every judge', {
    skip: clipsFolder() === undefined ? 'nobody names a folder of them (BIJOU_CLIPS)' : false,
  }, async () => {
    for (const file of (await soundClips()).filter((name) => !name.includes('60s'))) await judge(bijou, file);
  });
});

async function judge(bijou: Bijou, file: string): Promise<void> {
  const title = await addFilm(bijou, file);
  assert.equal(title.state, 'ready', `${basename(file)}: ${title.why}`);
  const planned = await judgeTitle(bijou, title.id);
  assert.equal(planned, await picturesOf(file), 'the plan lists each picture of the source once');
}
