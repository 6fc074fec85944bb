import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pictureCount, shotStarts } from '../film.ts';
import { paperBoat } from './index.ts';

test('the film has eight shots in 24 to 30 seconds, and a chapter for every two or three of them', () => {
  const seconds = pictureCount(paperBoat) / paperBoat.rate;
  assert.ok(seconds >= 24 && seconds <= 30);
  assert.equal(paperBoat.shots.length, 8);
  assert.equal(new Set(paperBoat.shots.map(({ name }) => name)).size, 8);
  const names = paperBoat.shots.map(({ name }) => name);
  const begins = [...paperBoat.chapters.map(({ shot }) => names.indexOf(shot)), names.length];
  assert.equal(begins[0], 0);
  for (const [i, begin] of begins.slice(1).entries()) {
    const shots = begin - (begins[i] ?? 0);
    assert.ok(shots >= 2 && shots <= 3, `${paperBoat.chapters[i]?.name} has ${shots} shots`);
  }
});

test('captions are in order, stay long enough to be read, and none lies over a cut', () => {
  const cuts = shotStarts(paperBoat).map(({ first }) => first / paperBoat.rate);
  let before = 0;
  for (const { from, to, text } of paperBoat.captions) {
    assert.ok(from >= before && to > from, text);
    assert.ok(text.length / (to - from) < 20, `${text} can be read in time`);
    assert.ok(!cuts.some((cut) => cut > from && cut < to), `${text} lies within one shot`);
    before = to;
  }
  assert.ok(before <= pictureCount(paperBoat) / paperBoat.rate);
});

test('the score is as long as the film, begins and ends in silence, and is the same each time', () => {
  const score = paperBoat.score();
  assert.equal(score.rate, 48_000);
  assert.equal(score.left.length / score.rate, pictureCount(paperBoat) / paperBoat.rate);
  for (const ear of [score.left, score.right]) {
    assert.ok(ear.every((value) => Math.abs(value) < 0.86));
    assert.ok(Math.abs(ear[0] ?? 1) < 0.001 && Math.abs(ear.at(-1) ?? 1) < 0.001);
  }
  assert.notDeepEqual(score.left.slice(480_000, 480_100), score.right.slice(480_000, 480_100), 'it is stereo');
  assert.deepEqual(paperBoat.score().left, score.left);
});
