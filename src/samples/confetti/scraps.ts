import { dim } from '../drawing/color.ts';
import { fill, outline } from '../drawing/shape.ts';
import type { Stage } from '../film.ts';
import { papers, white } from './palette.ts';

/** One scrap of paper as the camera sees it. */
export interface Scrap {
  readonly x: number;
  readonly y: number;
  /** Half of its length, in pixels. */
  readonly size: number;
  /** Radians, in the picture's plane. */
  readonly turn: number;
  /** -1 to 1: how much of its face is turned to us; negative is its back. */
  readonly face: number;
  /** Which paper: any whole number from 0. */
  readonly paper: number;
}

const shades = [1, 0.55] as const;

/** Paints scraps, all of one paper and side at once: thousands cost a dozen fills. `light` dims them all. */
export function throwScraps({ picture, stencil }: Stage, scraps: readonly Scrap[], light = 1): void {
  const piles = papers.flatMap(() => shades.map((): Scrap[] => []));
  for (const scrap of scraps) piles[(scrap.paper % papers.length) * 2 + (scrap.face < 0 ? 1 : 0)]?.push(scrap);
  for (const [index, pile] of piles.entries()) {
    if (pile.length === 0) continue;
    for (const scrap of pile) trace(stencil, scrap);
    const paper = papers[index >> 1] ?? white;
    fill(picture, stencil, { paint: dim(paper, (shades[index & 1] ?? 1) * light) });
  }
}

function trace(stencil: Stage['stencil'], { x, y, size, turn, face }: Scrap): void {
  if (x < -size || y < -size || x > stencil.width + size || y > stencil.height + size) return;
  const wide = 0.62 * Math.max(0.12, Math.abs(face));
  const [ax, ay] = [Math.cos(turn) * size, Math.sin(turn) * size];
  const [bx, by] = [-ay * wide, ax * wide];
  outline(stencil, [
    { x: x + ax + bx, y: y + ay + by },
    { x: x - ax + bx, y: y - ay + by },
    { x: x - ax - bx, y: y - ay - by },
    { x: x + ax - bx, y: y + ay - by },
  ]);
}
