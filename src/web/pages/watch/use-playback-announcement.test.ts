import assert from 'node:assert/strict';
import { test } from 'node:test';
import { idleState, type PlayerState } from '../../../player/index.ts';
import { changeOf } from './use-playback-announcement.ts';

const state = (part: Partial<PlayerState>): PlayerState => {
  return { ...idleState, title: 'x', shown: true, duration: 100, phase: 'playing', ...part };
};
const heard = (before: Partial<PlayerState>, now: Partial<PlayerState>, moved = true) =>
  changeOf(state(before), { now: state(now), moved })?.(state(now));

Object.assign(globalThis, { document: { activeElement: null } });

test('play, pause and a seek are said; what playing brings by itself is not', () => {
  assert.equal(heard({}, { phase: 'paused' }), 'Paused');
  assert.equal(heard({ phase: 'paused' }, {}, false), 'Playing');
  assert.equal(heard({ time: 10 }, { time: 10.5 }), undefined);
  assert.equal(heard({ time: 10 }, { time: 10.5, phase: 'waiting' }), undefined);
  assert.equal(heard({ phase: 'waiting' }, {}), undefined, 'a wait that is over is no news');
  assert.equal(heard({ time: 10 }, { time: 20 }), '0:20 of 1:40');
  assert.equal(heard({ time: 10, speed: 2 }, { time: 14, speed: 2 }), undefined);
  assert.equal(heard({ phase: 'paused', time: 3 }, { phase: 'paused', time: 30 }, false), '0:30 of 1:40');
});

test('before its first picture, and with another film, nothing is said', () => {
  assert.equal(heard({ shown: false }, { shown: false, phase: 'paused' }), undefined);
  assert.equal(heard({ title: 'y', time: 50 }, { time: 0 }), undefined);
});
