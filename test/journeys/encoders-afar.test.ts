// Encoders as on other machines: a data folder of their own, and of the rest nothing but an address and the secret.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { allTargets, type Bijou, freePort, program, startBijou, type TitleJson, until } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';
import { openFiles } from '../support/proc.ts';

type Title = TitleJson & { readonly jobs: { readonly done: number; readonly waiting: number } };

describe('encoders afar', () => {
  let folder: string;
  let house: Bijou;
  let studio: string;
  const started: Bijou[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-afar-'));
    const port = await freePort();
    studio = `http://127.0.0.1:${port}`;
    const env = { BIJOU_PEER_HOST: '127.0.0.1', BIJOU_PEER_PORT: String(port), BIJOU_LEASE_MS: '4000' };
    house = await startBijou({ mode: 'one process', without: ['encoder'], env });
  });

  after(async () => {
    for (const encoder of started) await encoder.stop({ keep: true });
    await house.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function startEncoder(name: string, env: Readonly<Record<string, string>>): Promise<Bijou> {
    const without = allTargets.filter((target) => target !== 'encoder');
    const own = { mode: 'one process', dataFolder: join(folder, name), without } as const;
    const words = ['--peer', `studio=${studio}`];
    const encoder = await startBijou({ ...own, words, env: { BIJOU_ENCODER_WORKERS: '1', ...env } });
    started.push(encoder);
    return encoder;
  }

  const secret = async () => (await readFile(join(house.dataFolder, 'secret'), 'utf8')).trim();

  it('one begins a film and is killed, another comes and finishes it', async () => {
    const film = await makeFilm(join(folder, 'film.mp4'), { shots: [4, 4, 4, 4], width: 320, height: 180 });
    const [added] = await house.json<Title[]>('add', film);
    const id = added?.id ?? '';
    const title = async () => {
      const answer = await house.ask(`/api/studio/titles/${id}`);
      return (await answer.json()) as Title;
    };
    const first = await startEncoder('first', { BIJOU_SECRET: await secret() });
    await until('the first has done some of it', async () => (await title()).jobs.done >= 2, first.output);
    const files = await openFiles(first.processes.get('encoder')?.pid ?? 0);
    assert.deepEqual(
      files.filter((file) => file.startsWith(house.dataFolder) || file === film),
      [],
    );
    await first.kill('encoder');
    const { jobs, state } = await title();
    assert.equal(state, 'encoding');
    assert.ok(jobs.waiting > 0, 'there is something left to do');

    await writeFile(join(folder, 'secret-copy'), `${await secret()}\n`, { mode: 0o600 });
    const second = await startEncoder('second', { BIJOU_SECRET_FILE: join(folder, 'secret-copy') });
    await until('it is ready', async () => (await title()).state === 'ready', second.output);
    const done = (await title()).jobs.done;
    assert.ok(done > jobs.done);
  });

  it('nobody without the secret is let in', async () => {
    const answer = await fetch(`${studio}/api/studio/titles`, {
      headers: { authorization: `Bijou ${'x'.repeat(43)}` },
    });
    const { code } = ((await answer.json()) as { error: { code: string } }).error;
    assert.equal(code, 'request.peer-only');
  });

  it('what could not work is refused with a sentence', async () => {
    const afar = ['--target=encoder', '--peer', `studio=${studio}`];
    const refused: readonly (readonly [env: Record<string, string>, words: readonly string[], sentence: RegExp])[] = [
      [{ BIJOU_PEER_HOST: '0.0.0.0' }, [], /name the port as well, in BIJOU_PEER_PORT/],
      [{}, afar, /has no secret of it: give it in BIJOU_SECRET or BIJOU_SECRET_FILE/],
      [{ BIJOU_SECRET: 'guess' }, afar, /BIJOU_SECRET cannot be used: it should be the 43 characters/],
      [{ BIJOU_SECRET: 'x'.repeat(43), BIJOU_DATA: house.dataFolder }, afar, /has another secret than the one/],
    ];
    for (const [own, words, sentence] of refused) {
      const env = { BIJOU_PEER_PORT: '', BIJOU_DATA: join(folder, 'refused'), ...own };
      const run = promisify(execFile)(process.execPath, [program, 'serve', ...words], {
        env: { ...process.env, ...env },
      });
      await assert.rejects(run, ({ stderr }: { stderr: string }) => sentence.test(stderr));
    }
  });
});
