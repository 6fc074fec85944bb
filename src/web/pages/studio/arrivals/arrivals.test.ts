import assert from 'node:assert/strict';
import { test } from 'node:test';
import { milestones } from './milestones.ts';
import { type Arrival, atOnce, isOver, mayBegin, sidecarChanged, sumOf } from './queue.ts';
import { type Found, type Named, type Sidecar, sortFound, speechOf } from './sidecars.ts';

const found = (path: string): Found<Named> => {
  const parts = path.split('/');
  return { file: { name: parts.at(-1) ?? '' }, folder: parts.slice(0, -1).join('/') };
};
const sort = (...paths: string[]) => sortFound(paths.map(found));
const said = (sidecar: Sidecar<Named>) =>
  sidecar.kind === 'text'
    ? `${sidecar.file.name}: ${sidecar.language ?? '?'}${sidecar.forced ? ' forced' : ''}`
    : `${sidecar.file.name}: ${sidecar.kind === 'artwork' ? sidecar.artwork : 'details'}`;

test('what lies beside a film goes with it', () => {
  const { films, others } = sort(
    'M/Metropolis.mkv',
    'M/Metropolis.de.srt',
    'M/Metropolis.en.forced.vtt',
    'M/Metropolis.nfo',
    'M/poster.jpg',
    'M/Metropolis-fanart.png',
    'M/Subs/English.srt',
    'M/notes.txt',
  );
  assert.equal(films.length, 1);
  assert.deepEqual(films[0]?.sidecars.map(said), [
    'Metropolis.de.srt: de',
    'Metropolis.en.forced.vtt: en forced',
    'Metropolis.nfo: details',
    'poster.jpg: poster',
    'Metropolis-fanart.png: backdrop',
    'English.srt: ?',
  ]);
  assert.deepEqual(
    others.map(({ name }) => name),
    ['notes.txt'],
  );
});

test('of two films with like names, the longer name gets its own', () => {
  const { films } = sort('Film.mkv', 'Film 2.mkv', 'Film 2.de.srt', 'Film.de.srt');
  assert.deepEqual(
    films.map(({ film, sidecars }) => [film.name, sidecars.map(({ file }) => file.name)]),
    [
      ['Film.mkv', ['Film.de.srt']],
      ['Film 2.mkv', ['Film 2.de.srt']],
    ],
  );
});

test('a poster between two films belongs to neither, and one film has one poster', () => {
  assert.equal(sort('A.mkv', 'B.mkv', 'poster.jpg').others.length, 1);
  assert.equal(sort('A.mkv', 'poster.jpg', 'A.jpg').films[0]?.sidecars.length, 1);
});

test('hostile names are names', () => {
  const { films, others } = sort('__proto__.mkv', '.srt', '‮gnp.mkv', `${'x'.repeat(300)}.mp4`, 'noending');
  assert.equal(films.length, 3);
  assert.equal(others.length, 2);
});

test('a language is read from a name as people write them', () => {
  assert.deepEqual(
    ['.en', '.pt-BR.sdh', '.forced.ger', '.forced', ' English', ''].map((rest) => speechOf(rest)),
    [
      { language: 'en', forced: false },
      { language: 'pt-BR', forced: false },
      { language: 'de', forced: true },
      { language: undefined, forced: true },
      { language: undefined, forced: false },
      { language: undefined, forced: false },
    ],
  );
});

const arrival = (id: number, over: Partial<Arrival> = {}): Arrival => ({
  id,
  name: `Film ${id}`,
  size: 100,
  sent: 0,
  state: 'queued',
  sidecars: [],
  ...over,
});

test('two films are sent at a time, in their order; one that is held keeps its place', () => {
  const queued = [1, 2, 3, 4].map((id) => arrival(id));
  assert.deepEqual(mayBegin(queued), [1, 2]);
  assert.equal(atOnce, 2);
  assert.deepEqual(
    mayBegin([arrival(1, { state: 'held' }), arrival(2, { state: 'arrived' }), ...queued.slice(2)]),
    [3],
  );
  assert.deepEqual(mayBegin([arrival(1, { state: 'sending' }), arrival(2, { state: 'sending' }), arrival(3)]), []);
});

test('an arrival is over when all that came with it is there', () => {
  const list = [
    arrival(1, {
      state: 'arrived',
      sidecars: [
        { name: 'a.srt', kind: 'text', state: 'waiting' },
        { name: 'b.srt', kind: 'text', state: 'arrived' },
      ],
    }),
  ];
  assert.equal(list.some(isOver), false);
  assert.equal(sidecarChanged(list, 1, { index: 0, state: 'arrived' }).some(isOver), true);
  assert.deepEqual(sumOf([arrival(1, { sent: 40 }), arrival(2, { state: 'wrong' })]), { sent: 40, size: 100 });
});

test('of an upload it is said that it begins, is half done and is over, and never a byte', () => {
  const steps = [0, 10, 49, 51, 80, 100].map((sent) => [arrival(1, { state: 'sending', sent })]);
  const all = [
    [],
    [arrival(1)],
    ...steps,
    [arrival(1, { state: 'held', sent: 100 })],
    [arrival(1, { state: 'arrived' })],
  ];
  const told = all.slice(1).flatMap((now, index) => milestones(all[index] ?? [], now));
  assert.deepEqual(
    told.map(({ kind, name }) => `${name} ${kind}`),
    ['Film 1 started', 'Film 1 half', 'Film 1 held', 'Film 1 arrived'],
  );
  const before = [arrival(1, { state: 'sending' })];
  assert.equal(milestones(before, [arrival(1, { state: 'arrived', already: true })])[0]?.kind, 'already');
  assert.equal(milestones(before, [arrival(1, { state: 'wrong', why: 'No film.' })])[0]?.why, 'No film.');
});

test('of eighty uploads only how each ends is said', () => {
  const eighty = Array.from({ length: 80 }, (_, id) => arrival(id));
  const begun = eighty.map((one) => ({ ...one, state: 'sending' as const }));
  assert.deepEqual(milestones(eighty, begun), []);
  const [first, ...others] = begun;
  assert.equal(milestones(begun, [{ ...(first ?? arrival(0)), state: 'arrived' }, ...others]).length, 1);
});
