import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill } from './fill.ts';
import { makePicture } from './picture.ts';
import { oval, stroke } from './shape.ts';
import { hole, makeStencil, outline } from './stencil.ts';

const white = { y: 1, u: 0, v: 0 };

function painted(draw: (stencil: ReturnType<typeof makeStencil>) => void): { sum: number; y: Float32Array } {
  const picture = makePicture(96, 64);
  const stencil = makeStencil(96, 64);
  draw(stencil);
  fill(picture, stencil, { paint: white });
  assert.ok(
    stencil.areas.every((area) => area === 0),
    'the stencil is empty again',
  );
  return { sum: picture.y.reduce((sum, value) => sum + value, 0), y: picture.y };
}

const square = [
  { x: 10.25, y: 8.5 },
  { x: 60.75, y: 8.5 },
  { x: 60.75, y: 40 },
  { x: 10.25, y: 40 },
];

test('a pixel gets the exact part of it that an outline covers, whichever way the outline turns', () => {
  const area = 50.5 * 31.5;
  assert.ok(Math.abs(painted((stencil) => outline(stencil, square)).sum - area) < 0.01);
  assert.ok(Math.abs(painted((stencil) => outline(stencil, square.toReversed())).sum - area) < 0.01);
});

test('a hole is cut out and outlines that overlap do not count twice', () => {
  const inner = square.map(({ x, y }) => ({ x: 35 + (x - 35) / 2, y: 24 + (y - 24) / 2 }));
  const rest = painted((stencil) => {
    outline(stencil, square);
    hole(stencil, inner);
  });
  assert.ok(Math.abs(rest.sum - 50.5 * 31.5 * 0.75) < 0.05);
  const twice = painted((stencil) => {
    outline(stencil, square);
    outline(stencil, inner);
  });
  assert.ok(Math.abs(twice.sum - 50.5 * 31.5) < 0.05);
});

test('shapes that lie partly or wholly outside are clipped at the border', () => {
  const clipped = painted((stencil) => oval(stencil, { x: 96, y: 64, rx: 20, ry: 20 }));
  assert.ok(Math.abs(clipped.sum - Math.PI * 100) < 4);
  assert.equal(painted((stencil) => oval(stencil, { x: -50, y: 20, rx: 10, ry: 10 })).sum, 0);
  const line = painted((stencil) =>
    stroke(
      stencil,
      [
        { x: -20, y: 20 },
        { x: 120, y: 20 },
      ],
      4,
    ),
  );
  assert.ok(Math.abs(line.sum - 96 * 4) < 0.5);
});
