// A process per service: each its own, none with another's files, and a dead one missed by its callers alone.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { addFilm, type Bijou, startBijou, until } from '../support/bijou.ts';
import { fetchRung } from '../support/fetch-rung.ts';
import { makeFilm } from '../support/films.ts';
import { judgeTitle } from '../support/judge-title.ts';
import { openFiles } from '../support/proc.ts';

interface StatusJson {
  readonly processes: readonly { pid: number; targets: string[]; ready: boolean; why?: string; degraded?: string }[];
}

// Whose each file of the data folder is. Engines that several services share stand with all of them.
const owners: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\/sql\/([a-z]+)\.sqlite/, []],
  [/\/objects\//, ['studio']],
  [/\/queue\.sqlite/, ['studio']],
  [/\/log\.sqlite/, ['studio', 'catalog', 'playback']],
];

describe('a process per service', () => {
  let bijou: Bijou;
  let folder: string;
  let title: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-films-'));
    bijou = await startBijou({ mode: 'a process per service' });
    title = (await addFilm(bijou, await makeFilm(join(folder, 'film.mp4'), { shots: [2.5, 3] }))).id;
  });

  after(async () => {
    await bijou.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** As the door says it: the command line says the same, and takes a process each time. */
  async function status(): Promise<StatusJson> {
    return (await (await bijou.ask('/api/gateway/status')).json()) as StatusJson;
  }

  it('each target has a pid of its own and says that it is ready', async () => {
    let processes: StatusJson['processes'] = [];
    await until(
      'all are ready',
      async () => {
        processes = (await status()).processes;
        return processes.every(({ ready }) => ready);
      },
      () => JSON.stringify(processes),
    );
    const printed = await bijou.json<StatusJson>('status');
    const targets = printed.processes.flatMap((one) => one.targets).sort();
    assert.deepEqual(targets, ['appliance', 'catalog', 'encoder', 'gateway', 'playback', 'studio']);
    assert.equal(new Set(processes.map(({ pid }) => pid)).size, 6);
  });

  it('a film’s stream is whole for every judge', async () => {
    await judgeTitle(bijou, title);
  });

  it('no process has the files of another service open', async () => {
    for (const [target, child] of bijou.processes) {
      const files = (await openFiles(child.pid ?? 0)).filter((file) => file.startsWith(bijou.dataFolder));
      for (const file of files) {
        const database = /\/sql\/([a-z]+)\.sqlite/.exec(file)?.[1];
        if (database !== undefined) assert.equal(database, target, `${target} holds ${file}`);
        for (const [pattern, allowed] of owners.slice(1))
          if (pattern.test(file)) assert.ok(allowed.includes(target), `${target} holds ${file}`);
      }
    }
  });

  it('a dead catalog breaks catalog’s calls alone, and all is well when it is back', async () => {
    await bijou.kill('catalog');
    const list = await fetch(`${bijou.url}/api/catalog/titles`);
    assert.equal(list.status, 503);
    const studio = await bijou.ask(`/api/studio/titles`);
    assert.equal(studio.status, 200);
    const page = await fetch(`${bijou.url}/`);
    assert.equal(page.status, 200);
    const error = (await list.json()) as { code?: string; error?: { code: string } };
    assert.equal((error.error ?? error).code, 'peer.unavailable');

    await bijou.startTarget('catalog');
    await until(
      'catalog answers again',
      async () => (await fetch(`${bijou.url}/api/catalog/titles/${title}`)).status === 200,
    );
  });

  it('without the studio the door stays ready, and the front page and plays go on', async () => {
    await until('the door has seen that catalog is back', async () => {
      const { processes } = await status();
      return processes.every(({ ready }) => ready);
    });
    const before = await fetchRung(bijou.url, title);
    await bijou.kill('studio');
    await until('the door knows', async () => {
      const { processes } = await status();
      const door = processes.find(({ targets }) => targets.includes('gateway'));
      assert.ok(door?.ready, door?.why ?? 'the door is there');
      return (door?.degraded ?? '').includes('studio');
    });
    assert.equal((await fetch(`${bijou.url}/readyz`)).status, 200);
    assert.equal((await fetch(`${bijou.url}/`)).status, 200);
    assert.deepEqual(await fetchRung(bijou.url, title), before);
  });

  it('a process without its peers is unready, not dead', async () => {
    await until('the encoder says what it waits for', async () => {
      const { processes } = await status();
      const encoder = processes.find(({ targets }) => targets.includes('encoder'));
      return encoder?.ready === false && (encoder.why ?? '').includes('studio');
    });
    await bijou.startTarget('studio');
    await until('all are ready again', async () => {
      const { processes } = await status();
      return processes.length === 6 && processes.every(({ ready }) => ready);
    });
  });

  it('a second encoder takes its share', async () => {
    await bijou.startTarget('encoder');
    await until('two encoders are ready', async () => {
      const { processes } = await status();
      return processes.filter(({ targets, ready }) => targets.includes('encoder') && ready).length === 2;
    });
    const film = await makeFilm(join(folder, 'other.mp4'), { shots: [3, 3, 3], width: 320, height: 180 });
    assert.equal((await addFilm(bijou, film)).state, 'ready');
  });
});
