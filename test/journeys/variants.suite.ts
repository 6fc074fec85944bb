// One film in every form that films come in: its flashes and beeps stay together, its mark stays in its corner, and it
// keeps its shape.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Random, seededRandom } from '../../src/kit/index.ts';
import { type Bijou, startBijou, type TitleJson } from '../support/bijou.ts';
import { readHls, withFile } from '../support/judge.ts';
import { type Form, makeForm, seconds } from '../variants/flash-film.ts';
import { forms } from '../variants/forms.ts';
import { brightCorners, onsets, shapeOf } from '../variants/measure.ts';

const most = { offset: 0.01, shape: 0.01 };
/** So many are drawn by SEED; VARIANTS=all takes every form. */
const count = process.env.VARIANTS === 'all' ? forms.length : Number(process.env.VARIANTS ?? 24);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const chosen = drawn(forms, count, seededRandom(seed));

type Answer = TitleJson & { readonly file: string };

describe(`one film in ${chosen.length} of ${forms.length} forms (SEED=${seed})`, () => {
  let bijou: Bijou;
  let folder: string;
  let answers: readonly Answer[];
  const rows: string[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bijou-variants-'));
    bijou = await startBijou({ mode: 'one process', env: { BIJOU_URL_TTL: '3600' } });
    await eachOf(chosen, { atOnce: 2, work: (form) => make(form, join(folder, form.file)) });
    const files = chosen.map(({ file }) => join(folder, file));
    answers = JSON.parse((await bijou.cli('add', ...files, '--wait', '--json')).stdout);
  });

  after(async () => {
    await bijou?.stop();
    await rm(folder, { recursive: true, force: true });
    console.log(['form | findings | largest offset, ms | shape', ...rows].join('\n'));
  });

  for (const form of chosen) {
    it(form.file, async () => {
      const answer = answers.find(({ file }) => basename(file) === form.file);
      assert.equal(answer?.state, 'ready', `${answer?.state}: ${answer?.why}`);
      const codes = answer?.findings.map(({ code }) => code) ?? [];
      const { shape, offsets, corners } = await measure(bijou, answer?.id ?? '');
      const largest = Math.max(...offsets.map(Math.abs));
      rows.push([form.file, codes.join(' '), (largest * 1000).toFixed(1), shape.toFixed(3)].join(' | '));
      assert.equal(offsets.length, (seconds - 1) * (form.copies ?? 1), 'every flash and every beep is there');
      assert.ok(
        largest <= most.offset,
        `flash to beep: ${offsets.map((offset) => (offset * 1000).toFixed(1)).join(', ')} ms`,
      );
      assert.deepEqual(corners, [true, false, false, false], 'the mark is in the upper left corner');
      const expected = form.shape ?? 4 / 3;
      assert.ok(
        Math.abs(shape / expected - 1) <= most.shape,
        `${shape.toFixed(3)} wide, ${expected.toFixed(3)} expected`,
      );
    });
  }
});

function drawn<T>(all: readonly T[], count: number, random: Random): readonly T[] {
  const rest = [...all];
  const some: T[] = [];
  while (some.length < count && rest.length > 0) some.push(...rest.splice(Math.floor(random.float() * rest.length), 1));
  return some;
}

/** Does a work for each, some at once. */
async function eachOf<T>(
  all: readonly T[],
  { atOnce, work }: { readonly atOnce: number; work(one: T): Promise<void> },
): Promise<void> {
  const rest = [...all];
  const hand = async () => {
    for (let one = rest.shift(); one !== undefined; one = rest.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, hand));
}

async function make(form: Form, file: string): Promise<void> {
  await makeForm(form, file);
  if (form.patch !== undefined) await writeFile(file, form.patch(await readFile(file)));
}

async function measure(bijou: Bijou, id: string) {
  const play = await fetch(`${bijou.url}/api/playback/titles/${id}/play`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json' },
  });
  const { hls } = (await play.json()) as { hls: string[] };
  const { video, audio } = await readHls(hls[0] ?? '');
  const rung = video.toSorted((a, b) => b.bytes.length - a.bytes.length)[0];
  const track = audio[0];
  assert.ok(rung !== undefined && track !== undefined);
  return withFile(rung.bytes, (picture) =>
    withFile(track.bytes, async (sound) => {
      const { flashes, beeps } = await onsets(picture, sound);
      const offsets = flashes.map((flash, index) => (beeps[index] ?? Number.NaN) - flash);
      assert.equal(flashes.length, beeps.length, `${flashes.length} flashes and ${beeps.length} beeps`);
      return { shape: await shapeOf(picture), offsets, corners: await brightCorners(picture) };
    }),
  );
}
