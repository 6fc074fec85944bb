import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moveBy, type Place } from './cursor.ts';
import { boxOf, type Layout, layOut, squareAt, squareMeant } from './layout.ts';
import { letterOf, openWall } from './model.ts';

const rows = [
  { name: 'inspect', part: 'inspect', states: 'd' },
  { name: '240p', part: 'first-look', states: 'dddw' },
  { name: '1080p', part: 'ladder', states: 'ddlw' },
  { name: 'a1-en', part: 'audio', states: 'l' },
];
const wallOf = () => openWall({ chunks: [0, 4, 8, 12, 16], rows });

test('rungs stand by height, tallest first; everything else beside them', () => {
  const wall = wallOf();
  assert.deepEqual(
    wall.rungs.map(({ name }) => name),
    ['1080p', '240p'],
  );
  assert.deepEqual(
    wall.others.map(({ name }) => name),
    ['inspect', 'a1-en'],
  );
});

test('a film of one chunk has its rungs on the wall all the same', () => {
  const wall = openWall({ chunks: [0, 3], rows: [{ name: '240p', part: 'first-look', states: 'w' }] });
  assert.equal(wall.rungs.length, 1);
});

test('a square that changes many times before it is drawn is drawn once, as it is then', () => {
  const wall = wallOf();
  for (let round = 0; round < 1000; round += 1) {
    wall.apply([
      ['1080p', 3, 'l'],
      ['1080p', 3, 'w'],
    ]);
  }
  wall.apply([['1080p', 3, 'f']]);
  const drawn: number[][] = [];
  wall.drain((...square) => drawn.push(square));
  assert.deepEqual(drawn, [[0, 3, 3]]);
  wall.drain(() => assert.fail('Nothing changed since.'));
});

test('counts follow the changes; what is not on the wall is passed over', () => {
  const wall = wallOf();
  const changed = wall.apply([
    ['1080p', 2, 'd'],
    ['a1-en', 0, 'd'],
    ['1080p', 99, 'd'],
    ['2160p', 0, 'd'],
    ['1080p', 1, '?'],
  ]);
  assert.ok(changed);
  const [first] = wall.rungs;
  assert.ok(first);
  assert.deepEqual(wall.countsOf(first), { w: 1, l: 0, d: 3, f: 0, c: 0 });
  assert.equal(wall.at('a1-en', 0), 'd');
  assert.equal(wall.apply([['1080p', 2, 'd']]), false);
});

test('a row is at its most urgent letter', () => {
  const at = (counts: Partial<Record<'w' | 'l' | 'd' | 'f' | 'c', number>>) =>
    letterOf({ w: 0, l: 0, d: 0, f: 0, c: 0, ...counts });
  assert.deepEqual(
    [at({ d: 3, f: 1, l: 2 }), at({ l: 1, w: 4 }), at({ w: 4 }), at({ w: 1, d: 3 }), at({ d: 9 }), at({ c: 2, d: 1 })],
    ['f', 'l', 'w', 'l', 'd', 'c'],
  );
});

const room = { width: 1120, height: 500, rem: 16 };

test('every square of every wall lies on it, apart from the others, and is found again', () => {
  for (const chunks of [1, 2, 7, 60, 93, 94, 340, 1700, 10_000]) {
    for (const width of [288, 354, 1120, 1700]) {
      const layout = layOut({ ...room, width, chunks, rungs: 6 });
      assert.ok(layout.width <= width + 0.01, `${chunks} chunks in ${width}`);
      for (const chunk of [0, 1, Math.floor(chunks / 2), chunks - 1].filter((one) => one >= 0 && one < chunks)) {
        for (const rung of [0, 5]) {
          const box = boxOf(layout, { rung, chunk });
          assert.ok(box.x >= 0 && box.x + box.width <= layout.width + 0.01);
          assert.ok(box.y >= 0 && box.y + box.height <= layout.height);
          assert.ok(box.width >= 2 && box.height >= 2);
          const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
          assert.deepEqual(squareAt(layout, middle), { rung, chunk });
        }
      }
    }
  }
});

test('a wall keeps to the height that is asked for as long as its squares can be told apart', () => {
  assert.ok(layOut({ ...room, chunks: 1700, rungs: 6 }).height <= room.height);
  const huge = layOut({ ...room, chunks: 10_000, rungs: 6 });
  assert.equal(huge.down, 5);
  assert.ok(huge.height > room.height);
});

test('a finger means the failed square beside the one that it covers', () => {
  const layout = layOut({ ...room, chunks: 10_000, rungs: 6 });
  const failed: Place = { rung: 2, chunk: 40 };
  const box = boxOf(layout, failed);
  const beside = { x: box.x + 11, y: box.y + 6 };
  const worth = (rung: number, chunk: number) => rung === failed.rung && chunk === failed.chunk;
  assert.deepEqual(squareMeant(layout, beside, { reach: 18, worth }), failed);
  assert.deepEqual(squareMeant(layout, beside, { reach: 0, worth }), squareAt(layout, beside));
  assert.equal(squareMeant(layout, { x: -50, y: 0 }, { reach: 18, worth }), undefined);
});

const ground = (layout: Pick<Layout, 'perBand'>, mirrored = false) => ({
  rungs: 3,
  chunks: 10,
  perBand: layout.perBand,
  mirrored,
  worth: ({ rung, chunk }: Place) => rung === 1 && chunk === 8,
});

test('arrows walk on the wall, through its bands, and leave it at its edges', () => {
  const on = ground({ perBand: 4 });
  const go = (key: string, from: Place) => moveBy(key, { from, ground: on });
  assert.deepEqual(go('ArrowRight', { rung: 0, chunk: 3 }), { rung: 0, chunk: 4 });
  assert.deepEqual(go('ArrowDown', { rung: 0, chunk: 1 }), { rung: 1, chunk: 1 });
  assert.deepEqual(go('ArrowDown', { rung: 2, chunk: 1 }), { rung: 0, chunk: 5 });
  assert.deepEqual(go('ArrowUp', { rung: 0, chunk: 5 }), { rung: 2, chunk: 1 });
  assert.equal(go('ArrowUp', { rung: 0, chunk: 1 }), undefined);
  assert.equal(go('ArrowDown', { rung: 2, chunk: 9 }), undefined);
  assert.equal(go('ArrowLeft', { rung: 0, chunk: 0 }), undefined);
  assert.deepEqual(go('End', { rung: 1, chunk: 8 }), { rung: 1, chunk: 9 });
  assert.equal(go('Tab', { rung: 1, chunk: 8 }), undefined);
});

test('where the page is read from right to left, left is on', () => {
  const from = { rung: 0, chunk: 3 };
  assert.deepEqual(moveBy('ArrowLeft', { from, ground: ground({ perBand: 4 }, true) }), { rung: 0, chunk: 4 });
});

test('n and p go to what is worth a look, round the film’s end', () => {
  const on = ground({ perBand: 4 });
  assert.deepEqual(moveBy('n', { from: { rung: 2, chunk: 9 }, ground: on }), { rung: 1, chunk: 8 });
  assert.deepEqual(moveBy('p', { from: { rung: 0, chunk: 0 }, ground: on }), { rung: 1, chunk: 8 });
  assert.equal(moveBy('n', { from: { rung: 1, chunk: 8 }, ground: on }), undefined);
});
