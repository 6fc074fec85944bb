import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TitleCard } from '../../../contracts/index.ts';
import { programmeOf } from './programme.ts';

const film = (number: number, more: Partial<TitleCard> = {}): TitleCard => ({
  id: `film-${number}`,
  name: `Film ${number}`,
  durationSeconds: 5_400,
  addedAt: new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString(),
  height: 720,
  ...more,
});
const many = (count: number, more: (number: number) => Partial<TitleCard>) =>
  Array.from({ length: count }, (_, number) => film(number, more(number)));

test('two hundred films without a genre still make rows, and the last leads to all of them', () => {
  const titles = many(200, (number) => ({
    year: 1950 + (number % 60),
    durationSeconds: number % 10 === 0 ? 600 : number % 10 === 1 ? 9_000 : 5_400,
  }));
  const rows = programmeOf({ titles }, {})?.rows ?? [];
  assert.deepEqual(
    rows.map(({ kind, name }) => [kind, name].join(' ').trim()),
    [
      'fresh',
      'decade 2000',
      'decade 1990',
      'decade 1980',
      'decade 1970',
      'decade 1960',
      'decade 1950',
      'short',
      'long',
      'everything',
    ],
  );
  assert.ok(rows.every(({ cards }) => cards.length >= 3 && cards.length <= 24));
  assert.ok(rows.find(({ name }) => name === '1950')?.cards.every(({ year = 0 }) => year >= 1950 && year < 1960));
});

test('a house of few films has no row that says what another has said', () => {
  const kinds = (titles: readonly TitleCard[]) => programmeOf({ titles }, {})?.rows.map(({ kind }) => kind);
  assert.deepEqual(kinds(many(5, () => ({ year: 1999 }))), ['fresh']);
  assert.equal(programmeOf({ titles: [] }, {}), undefined);
});

test('of a series one goes on with one episode: where one stopped, or behind what was watched, the latest first', () => {
  const series = { name: 'Show', season: 1, episode: 1 };
  const whole = { id: 'show', name: 'Show', seasons: 1, episodes: 9 };
  const episode = (number: number) => film(number, { seriesId: 'show', series: { ...series, episode: number } });
  const titles = [film(100, { id: 'film-1', name: 'Show', whole }), film(101)];
  const places = { 'film-2': { at: 9, duration: 99, savedAt: 2 }, 'film-101': { at: 9, duration: 99, savedAt: 1 } };
  const shown = (next: readonly { card: TitleCard; at: number }[]) => {
    const programme = programmeOf({ titles, left: [episode(2)], next }, places);
    return [
      programme?.featured.id,
      ...(programme?.rows.find(({ kind }) => kind === 'goOn')?.cards ?? []).map(({ id }) => id),
    ];
  };
  assert.deepEqual(shown([]), ['film-2', 'film-101']);
  assert.deepEqual(shown([{ card: episode(3), at: 3 }]), ['film-3', 'film-101']);
});
