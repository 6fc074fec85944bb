// Two processes of each service on one data folder: a film goes in and plays, and goes on playing when one of each has gone.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { addFilm, allTargets, type Bijou, startBijou, until } from '../support/bijou.ts';
import { fetchRung } from '../support/fetch-rung.ts';
import { makeFilm } from '../support/films.ts';

interface StatusJson {
  readonly processes: readonly { pid: number; targets: string[]; ready: boolean; why?: string }[];
}

describe('two of each service', () => {
  let bijou: Bijou;
  let folder: string;
  let title: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
    bijou = await startBijou({
      mode: 'a process per service',
      twice: true,
      env: { BIJOU_ENCODER_WORKERS: '1', BIJOU_APPLIANCE_DISK: '64M' },
    });
  });

  after(async () => {
    await bijou.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('all are ready', async () => {
    await until('all are ready', async () => {
      const { processes } = (await (await bijou.ask('/api/gateway/status')).json()) as StatusJson;
      return processes.length === 2 * allTargets.length && processes.every(({ ready }) => ready);
    });
  });

  it('a film goes in once and plays through both doors, from two appliances', async () => {
    const film = await addFilm(
      bijou,
      await makeFilm(join(folder, 'film.mp4'), { shots: [2], width: 320, height: 180 }),
    );
    assert.equal(film.state, 'ready');
    title = film.id;
    const { titles } = (await (await fetch(`${bijou.url}/api/catalog/titles`)).json()) as { titles: { id: string }[] };
    assert.deepEqual(
      titles.map(({ id }) => id),
      [title],
    );
    const plays = await Promise.all(bijou.urls.map((url) => fetchRung(url, title)));
    assert.deepEqual(new Set(plays.map(({ hash }) => hash)).size, 1);
    assert.deepEqual(
      plays.map(({ appliances }) => appliances),
      [2, 2],
    );
  });

  it('it goes on playing, and films go on coming in, when the first of each has been killed', async () => {
    const { hash } = await fetchRung(bijou.url, title);
    await Promise.all(allTargets.map((target) => bijou.kill(target)));
    const door = bijou.urls[1] ?? '';
    const again = await fetchRung(door, title);
    assert.equal(again.hash, hash);
    const titles = await bijou.json<{ id: string }[]>('titles');
    assert.equal(titles[0]?.id, title, 'the command line finds the door that is left');
    const film = await makeFilm(join(folder, 'other.mp4'), { shots: [1.5], width: 320, height: 180 });
    const other = await addFilm(bijou, film);
    await until('the catalogue that is left has heard of it', async () => {
      const answer = await fetch(`${door}/api/catalog/titles/${other.id}`);
      return answer.status === 200;
    });
    await fetchRung(door, other.id);
  });
});
