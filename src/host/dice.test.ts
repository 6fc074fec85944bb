import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../kit/index.ts';
import { openDice } from './dice.ts';

const throwsOf = (seed: number, name: string) => {
  const dice = openDice({ seed, name, clock: systemClock });
  return Array.from({ length: 50 }, () => dice.pick(1000));
};

test('the same seed and name throw the same, another name or seed throws otherwise', () => {
  assert.deepEqual(throwsOf(1, 'log'), throwsOf(1, 'log'));
  assert.notDeepEqual(throwsOf(1, 'log'), throwsOf(1, 'queue'));
  assert.notDeepEqual(throwsOf(1, 'log'), throwsOf(2, 'log'));
});

test('what happens in a share of cases does so about that often', () => {
  const dice = openDice({ seed: 7, name: 'share', clock: systemClock });
  const times = Array.from({ length: 10_000 }, () => dice.happens(0.1)).filter(Boolean).length;
  assert.ok(times > 800 && times < 1200, `${times} of 10,000`);
});
