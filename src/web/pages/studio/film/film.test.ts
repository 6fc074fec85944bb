import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StudioTitle } from '../../../../contracts/index.ts';
import { settingsAnew, sidesFor } from './again-form.ts';
import { curveOf, decibels, type Rung } from './curve.ts';
import { edited, editOf, formOf, wrongIn } from './edit-form.ts';
import { leftOf, nextGuess, roughly } from './estimate.ts';

const ladder: readonly Rung[] = [
  { name: '1080p', rate: 4_800_000, ssim: 0.986, lowest: 0.974, vmaf: undefined },
  { name: '240p', rate: 270_000, ssim: 0.914, lowest: 0.865, vmaf: undefined },
  { name: '480p', rate: 980_000, ssim: 0.963, lowest: 0.939, vmaf: undefined },
];

test('a ladder rises from left to right, and stays in its frame with its worst shots', () => {
  const curve = curveOf(ladder);
  assert.ok(curve);
  assert.deepEqual(
    curve.points.map(({ name }) => name),
    ['240p', '480p', '1080p'],
  );
  for (const { x, y, lowY } of curve.points) {
    for (const place of [x, y, lowY ?? 0]) assert.ok(place >= 0 && place <= 1);
    assert.ok((lowY ?? 1) < y);
  }
  const [first, , last] = curve.points;
  assert.ok((first?.x ?? 1) < (last?.x ?? 0) && (first?.y ?? 1) < (last?.y ?? 0));
  assert.ok(curve.rates.length >= 3 && curve.marks.length >= 2);
});

test('one rung, a perfect one and none at all can be drawn too', () => {
  assert.equal(curveOf([]), undefined);
  const one = curveOf([{ name: '240p', rate: 1000, ssim: 1, lowest: 1, vmaf: undefined }]);
  assert.ok(Number.isFinite(one?.points[0]?.y));
  assert.equal(Math.round(decibels(0.9)), 10);
  assert.equal(Math.round(decibels(1)), 60);
});

test('VMAF is drawn where all rungs have it, else SSIM', () => {
  assert.equal(curveOf(ladder.map((rung) => ({ ...rung, vmaf: 90 })))?.measure, 'vmaf');
  assert.equal(
    curveOf(ladder.map((rung, index) => ({ ...rung, vmaf: index === 0 ? 90 : undefined })))?.measure,
    'ssim',
  );
});

test('a guess runs on by itself, and gives way only to one that says something else', () => {
  const first = nextGuess(undefined, 600, 0);
  assert.ok(first);
  assert.equal(leftOf(first, 60_000), 540);
  assert.equal(nextGuess(first, 545, 60_000), first);
  assert.equal(nextGuess(first, 900, 60_000)?.seconds, 900);
  assert.equal(nextGuess(first, undefined, 60_000), undefined);
  assert.equal(leftOf(first, 10_000_000), 1);
});

test('a guess is said roughly', () => {
  assert.deepEqual([1, 7, 59, 61, 3599, 3601, 9000].map(roughly), [5, 10, 60, 120, 3600, 3900, 9000]);
});

const title: StudioTitle = {
  id: '0190a000-0000-7000-8000-000000000001',
  name: 'Metropolis',
  state: 'ready',
  watchable: true,
  findings: [],
  rungs: [],
  jobs: { waiting: 0, leased: 0, done: 0, failed: 0 },
  addedAt: '2026-01-01T00:00:00.000Z',
  metadata: { name: 'Metropolis', year: 1927, summary: 'A city.', genres: ['Drama'], people: [] },
};

test('an edit asks for what differs and nothing else; what is emptied is taken away', () => {
  const before = formOf(title, undefined);
  assert.equal(editOf(before, { ...before }), undefined);
  assert.deepEqual(editOf(before, { ...before, name: ' Die Stadt ', year: '' }), { name: 'Die Stadt', year: null });
  assert.deepEqual(editOf(before, { ...before, genres: 'Drama, Science fiction, Drama,' }), {
    genres: ['Drama', 'Science fiction'],
  });
  const episode = { ...before, isEpisode: true, series: 'Harbour', season: '2', episode: '7' };
  assert.deepEqual(editOf(before, episode), { series: { name: 'Harbour', season: 2, episode: 7 } });
  assert.deepEqual(editOf(episode, { ...episode, isEpisode: false }), { series: null });
});

test('languages of tracks are edited by the track’s name', () => {
  const version = {
    audio: [{ name: 'a1', language: 'und', label: '', channels: 2 }],
    text: [],
  } as unknown as Parameters<typeof formOf>[1];
  const before = formOf(title, version);
  assert.deepEqual(editOf(before, { ...before, languages: { a1: 'de' } }), { languages: { a1: 'de' } });
});

test('what cannot be saved is said of its field', () => {
  const form = formOf(title, undefined);
  assert.deepEqual(wrongIn(form), {});
  assert.deepEqual(wrongIn({ ...form, name: '  ', year: '27' }), { name: 'name', year: 'year' });
  assert.deepEqual(wrongIn({ ...form, name: 'x'.repeat(501) }), { name: 'name' });
  assert.deepEqual(wrongIn({ ...form, isEpisode: true, season: 'two' }), { series: 'series', season: 'number' });
});

test('an edit is shown as the studio will tell it', () => {
  const after = edited(title, { name: 'Die Stadt', year: null });
  assert.equal(after.name, 'Die Stadt');
  assert.equal(after.metadata?.year, undefined);
  assert.equal(after.metadata?.summary, 'A city.');
});

test('a film is offered no size larger than itself, and to make the same anew is no work', () => {
  const rung = { chunks: 1, done: 1 };
  const rungs = [
    { ...rung, name: '720p', width: 720, height: 1280 },
    { ...rung, name: '240p', width: 240, height: 426 },
  ];
  const of: StudioTitle = { ...title, rungs };
  const before = { preset: 'fast', crf: 23, shortSides: [240, 720, 1080, 2160] } as const;
  const settings = { ...before, shortSides: [...before.shortSides] };
  assert.deepEqual(sidesFor(of, before.shortSides), [720, 540, 480, 360, 240]);
  assert.equal(settingsAnew(of, settings, { ...settings, shortSides: [240, 720] }), undefined);
  assert.equal(settingsAnew(of, settings, { ...settings, shortSides: [240] }), undefined);
  assert.deepEqual(settingsAnew({ ...of, state: 'cancelled' }, settings, settings), settings);
  assert.deepEqual(settingsAnew(of, settings, { ...settings, crf: 20, shortSides: [360] }), {
    preset: 'fast',
    crf: 20,
    shortSides: [360, 720, 1080, 2160],
  });
});
