// kill -9 of the whole program, of an encoder and of the appliance, at every step of a film's way, twice each and
// several times in one run. It always ends as if nothing had happened: the same bytes, no work done twice, nothing left
// behind.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../src/kit/index.ts';
import { type Bijou, freePort, startBijou, type TitleJson, until } from '../support/bijou.ts';
import { makeFilm } from '../support/films.ts';
import { readHls } from '../support/judge.ts';
import { processesOf } from '../support/proc.ts';
import { strangersIn } from '../support/walk.ts';

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const steps = ['take-in', 'inspect', 'plan', 'first-look', 'audio', 'assemble', 'publish', 'ladder'] as const;
type Step = (typeof steps)[number];
/** Two kills a run: each step is hit twice, and what was killed once is killed again further on. */
const runs: readonly (readonly [Step, Step])[] = [
  ['take-in', 'first-look'],
  ['take-in', 'audio'],
  ['inspect', 'ladder'],
  ['inspect', 'publish'],
  ['plan', 'assemble'],
  ['plan', 'ladder'],
  ['first-look', 'publish'],
  ['audio', 'assemble'],
];
const rounds = 2;
/** How the encoder asks at its start which ffmpeg there is: no job of a film. */
const versionCheck = 'describe';

const film = { width: 400, height: 226, shots: [3, 2.4, 6, 2.6, 5, 3] };
const workers = 2;
const limits = { BIJOU_LEASE_MS: '3000', BIJOU_LOG: 'info', BIJOU_ENCODER_WORKERS: String(workers) };

describe(`kills (SEED=${seed})`, () => {
  let folder: string;
  let file: string;
  let wrapper: string;
  let undisturbed: Outcome;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-kills-'));
    file = await makeFilm(join(folder, 'film.mp4'), film);
    wrapper = await wrapperIn(folder);
    undisturbed = await untouchedRun();
  });

  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  for (const run of runs) {
    it(`the whole program at ${run.join(', then at ')}`, async (t) => {
      const counts = join(folder, `whole-${run.join('-')}`);
      const port = await freePort();
      const env = { ...limits, BIJOU_FFMPEG: wrapper, BIJOU_COUNTS: counts };
      let bijou = await startBijou({ mode: 'one process', port, env });
      const { dataFolder } = bijou;
      for (const step of run) {
        const adding = bijou.cli('add', file);
        await reached(bijou, step);
        const delay = Math.floor(random.float() * 250);
        await sleep(delay);
        await bijou.kill('studio');
        await adding;
        t.diagnostic(`killed ${delay} ms into ${step}; jobs begun: ${(await startsIn(counts)).size}`);
        await nobodyLives(dataFolder);
        bijou = await startBijou({ mode: 'one process', port, env, dataFolder });
      }
      try {
        await sameAsUndisturbed(bijou, { counts, kills: run.length });
      } finally {
        await bijou.stop();
      }
    });
  }

  for (const target of ['encoder', 'appliance']) {
    for (let round = 1; round <= rounds; round += 1) {
      it(`the ${target} alone at every step, ${round} of ${rounds}`, async (t) => {
        const counts = join(folder, `${target}-${round}`);
        const env = { ...limits, BIJOU_FFMPEG: wrapper, BIJOU_COUNTS: counts };
        const bijou = await startBijou({ mode: 'a process per service', env });
        try {
          const adding = bijou.cli('add', file);
          for (const step of steps) {
            await reached(bijou, step);
            const delay = Math.floor(random.float() * 250);
            await sleep(delay);
            await bijou.kill(target);
            t.diagnostic(`killed the ${target} ${delay} ms into ${step}`);
            await bijou.startTarget(target);
          }
          await adding;
          await sameAsUndisturbed(bijou, { counts, kills: target === 'encoder' ? steps.length : 0 });
        } finally {
          await bijou.stop();
        }
      });
    }
  }

  async function untouchedRun(): Promise<Outcome> {
    const counts = join(folder, 'untouched');
    const bijou = await startBijou({
      mode: 'one process',
      env: { ...limits, BIJOU_FFMPEG: wrapper, BIJOU_COUNTS: counts },
    });
    try {
      await bijou.cli('add', file, '--wait');
      for (const [job, starts] of await startsIn(counts))
        assert.equal(starts, 1, `${job} started ffmpeg ${starts} times`);
      return await outcomeOf(bijou);
    } finally {
      await bijou.stop();
    }
  }

  async function sameAsUndisturbed(bijou: Bijou, { counts, kills }: { counts: string; kills: number }): Promise<void> {
    // What was not acknowledged before the kill may have to be added again; what was is found.
    await bijou.cli('add', file, '--wait');
    assert.deepEqual(await outcomeOf(bijou), undisturbed);
    let extra = 0;
    for (const [job, starts] of await startsIn(counts)) {
      assert.ok(starts <= 1 + kills, `${job} started ffmpeg ${starts} times`);
      extra += starts - 1;
    }
    // A kill hits what is being done at that moment, and nothing else.
    assert.ok(extra <= kills * workers, `${extra} jobs were begun again after ${kills} kills`);
    await until(
      'nothing is left that no manifest names',
      async () => (await strangersIn(bijou.dataFolder)).length === 0,
    );
  }
});

interface Outcome {
  readonly plan: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Hashes of the plan and of every rendition's bytes. */
async function outcomeOf(bijou: Bijou): Promise<Outcome> {
  const titles = await bijou.json<TitleJson[]>('titles');
  assert.equal(titles.length, 1);
  const [title] = titles;
  assert.equal(title?.state, 'ready', title?.why ?? '');
  const plan = (await bijou.cli('plan', title?.id ?? '')).stdout;
  const { hls } = await bijou.json<{ hls: string[] }>('play', title?.id ?? '');
  const { video, audio } = await readHls(hls[0] ?? '');
  const files = [...video, ...audio].map(({ name, bytes }) => [name, sha256(bytes)]);
  return { plan: sha256(plan), files: Object.fromEntries(files) };
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** A shell script in ffmpeg's place that counts its own starts by job, outside the product. */
async function wrapperIn(folder: string): Promise<string> {
  const path = join(folder, 'counting-ffmpeg');
  await writeFile(path, '#!/bin/sh\n[ -n "$BIJOU_JOB" ] && echo "$BIJOU_JOB" >> "$BIJOU_COUNTS"\nffmpeg "$@"\n');
  await chmod(path, 0o755);
  return path;
}

async function startsIn(counts: string): Promise<ReadonlyMap<string, number>> {
  const lines = (await readFile(counts, 'utf8').catch(() => ''))
    .split('\n')
    .filter((line) => line !== '' && line !== versionCheck);
  const starts = new Map<string, number>();
  for (const job of lines) starts.set(job, (starts.get(job) ?? 0) + 1);
  return starts;
}

/** The step has begun, or the film was so quick that all of it is over. */
async function reached(bijou: Bijou, step: Step): Promise<void> {
  const isOver = async (): Promise<boolean> => {
    const answer = await bijou.ask(`/api/studio/titles`);
    const { titles } = (await answer.json()) as { titles: { state: string }[] };
    return titles.some(({ state }) => state === 'ready');
  };
  const isThere = async () => bijou.output().includes(`"step":"${step}"`) || (await isOver());
  await until(`step ${step}`, isThere, bijou.output);
}

/** Ten seconds after a kill no child of the program lives. */
async function nobodyLives(dataFolder: string): Promise<void> {
  await sleep(500);
  for (let waited = 0; waited < 95 && (await processesOf(dataFolder)).length > 0; waited += 1) await sleep(100);
  assert.deepEqual(await processesOf(dataFolder), []);
}
