import { edge, outline, type Point, type Stencil } from './stencil.ts';

export { fill } from './fill.ts';
export { hole, outline, type Point, type Stencil } from './stencil.ts';

/** Adds a line of some width with round ends and corners. */
export function stroke(stencil: Stencil, points: readonly Point[], width: number): void {
  const r = width / 2;
  let before: Point | undefined;
  let heading: number | undefined;
  for (const point of points) {
    if (before === undefined) {
      before = point;
      continue;
    }
    const dx = point.x - before.x;
    const dy = point.y - before.y;
    const length = Math.hypot(dx, dy) || 1;
    const nx = (-dy / length) * r;
    const ny = (dx / length) * r;
    const corners = [
      { x: before.x + nx, y: before.y + ny },
      { x: before.x - nx, y: before.y - ny },
      { x: point.x - nx, y: point.y - ny },
      { x: point.x + nx, y: point.y + ny },
    ];
    outline(stencil, corners);
    const towards = Math.atan2(dy, dx);
    // where a line hardly turns, the gap outside the bend is smaller than can be seen
    if (heading === undefined || bendOf(heading, towards) * r > 0.5) oval(stencil, { ...before, rx: r, ry: r });
    heading = towards;
    before = point;
  }
  if (before !== undefined) oval(stencil, { ...before, rx: r, ry: r });
}

function bendOf(from: number, to: number): number {
  const turn = Math.abs(to - from) % (2 * Math.PI);
  return Math.min(turn, 2 * Math.PI - turn);
}

/** Adds a line that thins towards its end: a branch, a blade. */
export function taper(stencil: Stencil, points: readonly Point[], width: number): void {
  const left: Point[] = [];
  const right: Point[] = [];
  for (const [i, point] of points.entries()) {
    const before = points[Math.max(0, i - 1)] ?? point;
    const after = points[Math.min(points.length - 1, i + 1)] ?? point;
    const length = Math.hypot(after.x - before.x, after.y - before.y) || 1;
    const half = (width / 2) * (1 - 0.9 * (i / (points.length - 1)));
    const nx = ((before.y - after.y) / length) * half;
    const ny = ((after.x - before.x) / length) * half;
    left.push({ x: point.x + nx, y: point.y + ny });
    right.unshift({ x: point.x - nx, y: point.y - ny });
  }
  outline(stencil, [...left, ...right]);
}

/** Adds a round or an oval. */
export function oval(stencil: Stencil, { x, y, rx, ry }: Point & { readonly rx: number; readonly ry: number }): void {
  const size = Math.max(rx, ry);
  const circle = size < 2 ? coarse : size < 14 ? middling : fine;
  let from = circle.at(-1) ?? { x: 0, y: 0 };
  for (const to of circle) {
    edge(stencil, {
      from: { x: x + from.x * rx, y: y + from.y * ry },
      to: { x: x + to.x * rx, y: y + to.y * ry },
      weight: -1,
    });
    from = to;
  }
}

const coarse = circle(7);
const middling = circle(16);
const fine = circle(64);

function circle(sides: number): readonly Point[] {
  return Array.from({ length: sides }, (_, i) => {
    const angle = (i / sides) * 2 * Math.PI;
    return { x: Math.cos(angle), y: Math.sin(angle) };
  });
}
