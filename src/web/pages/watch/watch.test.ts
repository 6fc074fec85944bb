import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ThumbnailTrack, TitleCard } from '../../../contracts/index.ts';
import { keepCaptionStyle, plainCaptions, readCaptionStyle } from './caption-style.ts';
import { commandOf } from './keys.ts';
import { nextEpisode } from './next-episode.ts';
import { offerFrom, openingAt } from './opening.ts';
import { sheetsAround, thumbAt } from './thumbs.ts';

const track: ThumbnailTrack = {
  ...{ name: 'thumbs', width: 160, height: 90, columns: 4, rows: 3, interval: 2, count: 30, type: 'image/jpeg' },
  sheets: ['a', 'b', 'c'].map((file) => ({ file, bytes: 1, hash: '0'.repeat(64) })),
};

test('the picture of a time lies on its sheet, row by row', () => {
  assert.deepEqual(thumbAt(track, 0), { sheet: 0, x: 0, y: 0 });
  assert.deepEqual(thumbAt(track, 11.9), { sheet: 0, x: 160, y: 90 });
  assert.deepEqual(thumbAt(track, 24), { sheet: 1, x: 0, y: 0 });
  assert.deepEqual(thumbAt(track, 1e9), { sheet: 2, x: 160, y: 90 }, 'past the end it is the last');
  assert.deepEqual(thumbAt(track, -5), { sheet: 0, x: 0, y: 0 });
  assert.equal(thumbAt({ ...track, count: 0 }, 3), undefined);
});

test('the sheets beside it are wanted after its own', () => {
  assert.deepEqual(sheetsAround(track, 30), [1, 2, 0]);
  assert.deepEqual(sheetsAround(track, 0), [0, 1]);
  assert.deepEqual(sheetsAround(track, 59), [2, 1]);
});

test('keys of the browser stay the browser’s', () => {
  const plain = { altKey: false, ctrlKey: false, metaKey: false };
  assert.deepEqual(commandOf({ key: 'j', ...plain }), { kind: 'jump', seconds: -10 });
  assert.deepEqual(commandOf({ key: '7', ...plain }), { kind: 'part', part: 0.7 });
  assert.deepEqual(commandOf({ key: '?', ...plain }), { kind: 'sheet', sheet: 'keys' });
  assert.equal(commandOf({ key: 'f', ...plain, ctrlKey: true }), undefined);
  assert.equal(commandOf({ key: 'Tab', ...plain }), undefined);
  assert.equal(commandOf({ key: 'constructor', ...plain }), undefined);
});

test('only a chapter that says so can be skipped, and not in its last second', () => {
  const chapters = [
    { start: 0, end: 30, name: ' Opening Credits ' },
    { start: 30, end: 60, name: 'The opening of the door' },
  ];
  assert.equal(openingAt(chapters, 10)?.end, 30);
  assert.equal(openingAt(chapters, 29.5), undefined);
  assert.equal(openingAt(chapters, 40), undefined);
});

test('the next episode is offered when the credits begin, else shortly before the end', () => {
  assert.equal(offerFrom([{ start: 90, end: 100, name: 'End credits' }], 100), 90);
  assert.equal(offerFrom([{ start: 0, end: 100, name: 'Credits' }], 100), 85, 'credits at the start are none');
  assert.equal(offerFrom([], 20), 10, 'of a very short film at most half');
});

function episode(season: number, number: number, name = 'A'): TitleCard {
  const id = `0190a000-0000-7000-8000-0000000${season}00${number}`;
  const series = { name, season, episode: number };
  return { id, name: `${season}.${number}`, durationSeconds: 60, addedAt: '2026-01-01T00:00:00Z', height: 720, series };
}

test('the next episode is the first after this one, across seasons and gaps', () => {
  const others = [episode(2, 3), episode(2, 1), episode(1, 1), episode(1, 4), episode(1, 3, 'B')];
  assert.equal(nextEpisode(episode(1, 2), others)?.name, '1.4');
  assert.equal(nextEpisode(episode(1, 4), others)?.name, '2.1');
  assert.equal(nextEpisode(episode(2, 3), others), undefined);
  const { series: _, ...film } = episode(1, 1);
  assert.equal(nextEpisode(film, others), undefined);
});

test('how captions look is kept; what is no longer offered is as it was made', () => {
  const items = new Map<string, string>();
  const store = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
  assert.deepEqual(readCaptionStyle(store), plainCaptions);
  keepCaptionStyle(store, { ...plainCaptions, size: 'huge', color: 'yellow' });
  assert.equal(readCaptionStyle(store).size, 'huge');
  items.set('bijou.captions', '{"size":"enormous","color":"yellow","other":1}');
  assert.deepEqual(readCaptionStyle(store), { ...plainCaptions, color: 'yellow' });
  items.set('bijou.captions', '{');
  assert.deepEqual(readCaptionStyle(store), plainCaptions);
});
