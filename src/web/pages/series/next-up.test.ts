import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TitleCard } from '../../../contracts/index.ts';
import type { Places } from '../../resume.ts';
import { nextUp } from './next-up.ts';

const episodes: readonly TitleCard[] = ['1.1', '1.2', '2.1', '0.1'].map((id) => {
  const [season = 0, episode = 0] = id.split('.').map(Number);
  const series = { name: 'Show', season, episode };
  return { id, name: id, durationSeconds: 60, addedAt: '2026-01-01T00:00:00Z', height: 360, series };
});
const at = (savedAt: number) => ({ at: 30, duration: 60, savedAt });

function next(places: Places, watched: Readonly<Record<string, number>>): string {
  const up = nextUp(episodes, places, watched);
  return `${up?.kind} ${up?.episode.id}`;
}

test('a series begins with its first episode, and goes on where one stopped or behind what was watched', () => {
  assert.equal(nextUp([], {}, {}), undefined);
  assert.equal(next({}, {}), 'start 1.1');
  assert.equal(next({ '1.2': at(5) }, { '1.1': 4 }), 'goOn 1.2');
  assert.equal(next({}, { '1.1': 4, '1.2': 5 }), 'next 2.1');
  // What was done last counts: an episode in the middle that one left long ago does not call one back.
  assert.equal(next({ '1.1': at(1) }, { '1.2': 5 }), 'next 2.1');
});

test('behind the last episode come those that were passed over, then all of it again; specials are no next episode', () => {
  assert.equal(next({}, { '2.1': 5 }), 'next 1.1');
  assert.equal(next({}, { '1.1': 1, '1.2': 2, '2.1': 3 }), 'next 0.1');
  assert.equal(next({}, { '1.1': 1, '1.2': 2, '2.1': 3, '0.1': 4 }), 'again 1.1');
});
