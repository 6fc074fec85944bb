import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Box, type Direction, nearest } from './spatial.ts';

const box = (left: number, top: number, width = 100, height = 50): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

// Two rows of three, and a rail at the left.
const places: Readonly<Record<string, Box>> = {
  rail: box(0, 0, 40, 400),
  a1: box(60, 100),
  a2: box(180, 100),
  a3: box(300, 100),
  b1: box(60, 200),
  b2: box(180, 200),
};

function from(name: string, direction: Direction): string | undefined {
  const own = places[name] ?? box(0, 0);
  const among = Object.entries(places)
    .filter(([other]) => other !== name)
    .map(([other, at]) => ({ name: other, box: at }));
  return nearest(own, { among, direction })?.name;
}

test('the neighbour in the row comes before a nearer one aside', () => {
  assert.equal(from('a1', 'right'), 'a2');
  assert.equal(from('a2', 'right'), 'a3');
  assert.equal(from('a2', 'left'), 'a1');
});

test('up and down keep the column', () => {
  assert.equal(from('a2', 'down'), 'b2');
  assert.equal(from('b1', 'up'), 'a1');
  assert.equal(from('a3', 'down'), 'b2');
});

test('the edge of a row leads to the rail, and the end of all to nothing', () => {
  assert.equal(from('a1', 'left'), 'rail');
  assert.equal(from('a3', 'right'), undefined);
  assert.equal(from('b2', 'down'), undefined);
});

test('sideways one stays on the line: the end of a row does not fall into another', () => {
  const among = [{ name: 'below', box: box(500, 160) }];
  assert.equal(nearest(box(0, 100), { among, direction: 'right', inLine: true }), undefined);
  assert.equal(nearest(box(0, 100), { among, direction: 'down' })?.name, 'below');
});

test('what lies inside a field is beside its middle, and leads back to it', () => {
  const [field, cross] = [box(0, 0, 400, 60), box(350, 5, 44, 50)];
  const among = [{ name: 'cross', box: cross }];
  assert.equal(nearest(field, { among, direction: 'right' })?.name, 'cross');
  assert.equal(nearest(field, { among, direction: 'left' }), undefined);
  assert.equal(nearest(cross, { among: [{ name: 'field', box: field }], direction: 'left' })?.name, 'field');
  assert.equal(nearest(field, { among, direction: 'down' }), undefined);
});

test('what overlaps a little still lies beyond', () => {
  const among = [{ name: 'next', box: box(98, 0) }];
  assert.equal(nearest(box(0, 0), { among, direction: 'right' })?.name, 'next');
  assert.equal(nearest(box(0, 0), { among, direction: 'left' }), undefined);
});
