import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardStyleOf } from './components/title-card.ts';
import { clockLength, clockTime, fileSize, span } from './format.ts';
import { nameOfFile } from './pages/studio/file-name.ts';
import { beginAt, keepPlace, readPlaces } from './resume.ts';
import { addressOf, routeOf, secondsOf } from './routes.ts';
import { episodeName, fullName, placeOf, shortPlaceOf } from './series.ts';
import { markWatched, readWatched } from './watched.ts';

const at = (address: string) => routeOf(new URL(address, 'http://house.test'));

test('every address leads to one page, and back', () => {
  assert.deepEqual(at('/'), { page: 'home' });
  assert.deepEqual(at('/studio'), { page: 'studio' });
  const id = '0190a000-0000-7000-8000-000000000001';
  assert.deepEqual(at(`/watch/${id}?t=90`), { page: 'watch', id, at: 90 });
  assert.deepEqual(at(addressOf.watch(id, 61.7)), { page: 'watch', id, at: 61 });
  assert.deepEqual(at('/watch/x'), { page: 'nowhere' }, 'what cannot be a film is not asked for');
  assert.deepEqual(at('/watch'), { page: 'nowhere' });
  assert.deepEqual(at('/studio/a/b'), { page: 'nowhere' });
  assert.deepEqual(at('/studio/x'), { page: 'film', id: 'x' });
  assert.deepEqual(at('/title/%E0%A4%A'), { page: 'nowhere' });
  const view = { sort: 'name', genre: 'Film noir', language: 'ar' } as const;
  assert.deepEqual(at(addressOf.library(view)), { page: 'library', ...view });
  const decade = { ...view, decade: '1920' };
  assert.deepEqual(at(addressOf.library(decade)), { page: 'library', ...decade });
  assert.deepEqual(at(addressOf.series('s-w-a-t', 2)), { page: 'series', id: 's-w-a-t', season: 2 });
  assert.deepEqual(at('/library?sort=backwards&genre=&decade=1921'), {
    page: 'library',
    sort: 'added',
    genre: undefined,
    language: undefined,
  });
  assert.deepEqual(at(addressOf.search('a & b')), { page: 'search', wanted: 'a & b' });
  assert.deepEqual(at(addressOf.title('a/b?c')), { page: 'title', id: 'a/b?c' });
});

test('times in addresses may be written as people do', () => {
  assert.deepEqual(['90', '90s', '1m30s', '1:30', '01:02:03', '1h2m3s'].map(secondsOf), [90, 90, 90, 90, 3723, 3723]);
  assert.deepEqual(['soon', '', '1:', '1:75', ':30', '1:2:3:4'].map(secondsOf), Array(6).fill(undefined));
});

test('times and lengths read as people say them', () => {
  assert.deepEqual([0, 59.9, 61, 3723, Number.NaN].map(clockTime), ['0:00', '0:59', '1:01', '1:02:03', '0:00']);
  assert.deepEqual(
    [34.6, 59.5, 3599.7].map(clockLength),
    ['0:35', '1:00', '1:00:00'],
    'a length rounds, as it does in words',
  );
  assert.deepEqual([30, 754, 3600, 6720].map(span), ['30 s', '13 min', '1 h', '1 h 52 min']);
});

function store(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>();
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) };
}

test('sizes tell apart what is to be told apart', () => {
  assert.deepEqual([0, 1, 850_000, 999_700, 2_040_000, 2_400_000, 24_000_000, 1_400_000_000].map(fileSize), [
    '0 bytes',
    '1 byte',
    '850 kB',
    '1.0 MB',
    '2.0 MB',
    '2.4 MB',
    '24 MB',
    '1.4 GB',
  ]);
});

test('a place is kept in the middle of a film, and forgotten at its end: then it was watched', () => {
  const kept = store();
  keepPlace(kept, 'x', { at: 50, duration: 100, savedAt: 1 });
  assert.equal(readPlaces(kept).x?.at, 50);
  keepPlace(kept, 'x', { at: 99, duration: 100, savedAt: 2 });
  assert.deepEqual(readPlaces(kept), {});
  assert.deepEqual(readWatched(kept), { x: 2 });
  markWatched(kept, ['y', 'z'], true, 3);
  markWatched(kept, ['x', 'z'], false);
  assert.deepEqual(readWatched(kept), { y: 3 });
});

test('an episode is called by what it has: its name, its number, its day', () => {
  const series = { name: 'Show', season: 1, episode: 2 };
  assert.equal(episodeName({ name: 'Show S01E02', series }), 'Episode 2');
  assert.equal(episodeName({ name: 'The Thaw', series }), 'The Thaw');
  assert.equal(episodeName({ name: 'Episodes 2–3', series: { ...series, until: 3 } }), 'Episodes 2–3');
  assert.equal(placeOf({ ...series, season: 0 }), 'Special 2');
  assert.equal(shortPlaceOf({ ...series, season: 2020, episode: 12 }), 'S2020 E12');
  assert.match(placeOf({ ...series, season: 2020, episode: 304 }), /Mar.* 2020/);
  assert.equal(fullName({ name: 'The Thaw', series }), 'Show · Season 1, episode 2 · The Thaw');
});

test('what is stored badly is nothing', () => {
  const kept = store();
  kept.setItem('bijou.places', '{"x":{"at":"soon"},"y":7}');
  assert.deepEqual(readPlaces(kept), {});
  kept.setItem('bijou.places', '{');
  assert.deepEqual(readPlaces(kept), {});
});

test('a link decides where a film begins; our own note gives way to what was stored', () => {
  const stored = { at: 33.4, duration: 100, savedAt: 1 };
  assert.equal(beginAt({ linked: 12, kept: false, stored }), 12);
  assert.equal(beginAt({ linked: 32, kept: true, stored }), 33.4);
  assert.equal(beginAt({ linked: undefined, kept: false, stored }), 33.4);
  assert.equal(beginAt({ linked: undefined, kept: false, stored: undefined }), undefined);
});

test('a title without a still looks the same every time', () => {
  assert.deepEqual(cardStyleOf('0190a000'), cardStyleOf('0190a000'));
});

test('a file’s name becomes a title', () => {
  assert.equal(nameOfFile('The_General.1926.mkv'), 'The General 1926');
  assert.equal(nameOfFile('Dr. Mabuse, der Spieler.mp4'), 'Dr. Mabuse, der Spieler');
});
