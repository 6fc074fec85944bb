import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slipsBetween } from './slips.ts';

test('slips are letters left out, added, changed or swapped, and a beginning stands for its word', () => {
  const cases: readonly [string, string, number][] = [
    ['rocky', 'rocky', 0],
    ['rocy', 'rocky', 1],
    ['roccky', 'rocky', 1],
    ['rokcy', 'rocky', 1],
    ['rocly', 'rocky', 1],
    ['metropl', 'metropolis', 1],
    ['abc', 'xyz', 3],
  ];
  for (const [typed, word, slips] of cases) assert.equal(slipsBetween(typed, word, 2), slips, `${typed} ${word}`);
});
