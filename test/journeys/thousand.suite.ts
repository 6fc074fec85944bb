// A folder of many small films: added with one command, killed and resumed in the middle, listed page by page,
// in memory that stays flat. The films are descriptions, and the encoder that takes them is simulated: everything else
// is real.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { filmText } from '../../src/engines/encoder/simulated/open.ts';
import { type Bijou, freePort, startBijou, type TitleJson, until } from '../support/bijou.ts';
import { proportionalSize } from '../support/proc.ts';

/** THOUSAND=1000 takes as many as the name says; it takes a quarter of an hour. */
const films = Number(process.env.THOUSAND ?? 150);
const mebibyte = 1024 ** 2;
const env = {
  BIJOU_ENCODER: 'simulated',
  BIJOU_ENCODER_WORKERS: '8',
  BIJOU_LEASE_MS: '4000',
  // V8 takes what it may before it tidies up: what is really held is seen where it may not take much.
  NODE_OPTIONS: '--max-old-space-size=96',
};
/** Of the whole program, however many films there are. */
const mostMebibytes = 320;

describe(`a folder of ${films} films`, () => {
  it('is taken in, goes on after kills, is listed whole, and memory stays flat', async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'bijou-thousand-'));
    const port = await freePort();
    let bijou = await startBijou({ mode: 'one process', port, env });
    const { dataFolder } = bijou;
    try {
      await makeFilms(join(folder, 'films'));
      for (const share of [0.05, 0.1]) {
        // What was acknowledged is kept; what was not is added again by the same words.
        const adding = bijou.cli('add', join(folder, 'films'), '--json');
        await untilReady(bijou, share);
        await bijou.kill('studio');
        bijou = await startBijou({ mode: 'one process', port, env, dataFolder });
        await adding;
      }
      const adding = bijou.cli('add', join(folder, 'films'), '--json');
      const sizes: number[] = [];
      for (const share of [0.2, 0.6, 1]) {
        await untilReady(bijou, share);
        sizes.push((await proportionalSize(bijou.processes.get('studio')?.pid ?? 0)) / mebibyte);
      }
      const added = await adding;
      assert.equal(added.code, 0, added.stderr.slice(-2_000));
      assert.equal((JSON.parse(added.stdout) as unknown[]).length, films);
      t.diagnostic(`MiB at 20%, 60% and 100%: ${sizes.map(Math.round).join(', ')}`);

      const titles = await bijou.json<TitleJson[]>('titles');
      assert.equal(titles.length, films);
      assert.equal(new Set(titles.map(({ name }) => name)).size, films);
      assert.deepEqual(
        titles.filter(({ state }) => state !== 'ready'),
        [],
      );
      assert.ok(Math.max(...sizes) < mostMebibytes, `it took ${sizes.map(Math.round).join(', ')} MiB`);
    } finally {
      await bijou.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

/** Each a few seconds long, and no two alike. */
async function makeFilms(folder: string): Promise<void> {
  await mkdir(folder);
  const film = { frameRate: { num: 25, den: 1 }, width: 320, height: 240, shot: 50, audio: [], text: [] };
  for (let index = 0; index < films; index += 1) {
    const name = `film-${String(index).padStart(4, '0')}.mp4`;
    await writeFile(join(folder, name), filmText({ ...film, pictures: 100 + (index % 50) }) + ' '.repeat(index));
  }
}

/** Waits as long as it goes on. */
async function untilReady(bijou: Bijou, share: number): Promise<void> {
  for (let ready = await readyOf(bijou); ready < films * share; ready = await readyOf(bijou)) {
    const before = ready;
    await until(`more than ${before} films are ready`, async () => (await readyOf(bijou)) > before);
  }
}

/** How many can be watched; the last counts only once every film is ready in all its parts. */
async function readyOf(bijou: Bijou): Promise<number> {
  const answer = await fetch(`${bijou.url}/api/catalog/titles?limit=1`).catch(() => undefined);
  if (answer?.ok !== true) return 0;
  const { total = 0 } = (await answer.json()) as { total?: number };
  if (total < films) return total;
  const { titles } = (await (await bijou.ask(`/api/studio/titles?limit=1000`)).json()) as {
    titles: TitleJson[];
  };
  return titles.filter(({ state }) => state === 'ready').length;
}
