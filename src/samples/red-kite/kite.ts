import type { Color } from '../drawing/color.ts';
import { line, patch } from '../drawing/flat.ts';
import type { Stage } from '../film.ts';
import { brightRed, cream, darkRed, ink, mustard, ochre, red, wine } from './palette.ts';

export interface Kite {
  /** Where its spars cross. */
  readonly x: number;
  readonly y: number;
  /** Half of its width, in pixels. */
  readonly size: number;
  /** Radians; 0 has its nose up. */
  readonly angle: number;
  readonly seconds: number;
  /** Which way the wind pulls the tail, radians: 0 is to the right, growing downwards. */
  readonly wind: number;
  /** Length of the tail as a part of `size`. */
  readonly tail: number;
  readonly colors?: KiteColors;
}

export interface KiteColors {
  /** Top left, top right, lower left, lower right. */
  readonly cloth: readonly [Color, Color, Color, Color];
  readonly bows: readonly [Color, Color];
}

const redCloth: KiteColors = { cloth: [brightRed, red, red, darkRed], bows: [red, cream] };
export const yellowCloth: KiteColors = { cloth: [mustard, ochre, ochre, ochre], bows: [mustard, wine] };

/** The film's hero. Returns where its line is tied. */
export function kite(stage: Stage, { x, y, size, angle, colors = redCloth, ...rest }: Kite): readonly [number, number] {
  const cos = Math.cos(angle) * size;
  const sin = Math.sin(angle) * size;
  const at = (px: number, py: number): readonly [number, number] => [x + px * cos - py * sin, y + px * sin + py * cos];
  const [nose, left, right, foot, heart] = [at(0, -1.15), at(-0.95, 0), at(0.95, 0), at(0, 1.75), at(0, 0)];
  drawTail(stage, { from: foot, size, ...rest, bows: colors.bows });
  const [topLeft, topRight, lowLeft, lowRight] = colors.cloth;
  patch(stage, [nose, left, foot, right], topRight);
  patch(stage, [nose, left, heart], topLeft);
  patch(stage, [left, foot, heart], lowLeft);
  patch(stage, [right, foot, heart], lowRight);
  const thin = Math.max(1, size * 0.045);
  line(stage, [nose, foot], thin, cream, 0.85);
  line(stage, [left, right], thin, cream, 0.85);
  return at(0, 0.25);
}

interface Tail extends Pick<Kite, 'size' | 'seconds' | 'wind' | 'tail'> {
  readonly from: readonly [number, number];
  readonly bows: readonly [Color, Color];
}

/** A line that waves like a flag's edge: still at the kite, wide at its end. */
function drawTail(stage: Stage, { from, size, seconds, wind, tail, bows }: Tail): void {
  const count = 40;
  const reach = size * tail;
  const points = Array.from({ length: count + 1 }, (_, i) => {
    const t = i / count;
    const wave =
      Math.sin(t * 9 - seconds * 3.2) * size * 0.42 * t ** 0.8 + Math.sin(t * 4.1 - seconds * 1.7) * size * 0.3 * t;
    const bend = wind + 0.5 * (1 - t) ** 2 * (Math.PI / 2 - wind);
    return [
      from[0] + Math.cos(bend) * reach * t - Math.sin(wind) * wave,
      from[1] + Math.sin(bend) * reach * t + Math.cos(wind) * wave,
    ] as const;
  });
  line(stage, points, Math.max(1.2, size * 0.035), ink);
  for (let bow = 1; bow <= 6; bow++) {
    const index = Math.round((bow / 6) * count);
    const here = points[index] ?? from;
    const before = points[index - 2] ?? from;
    const heading = Math.atan2(here[1] - before[1], here[0] - before[0]);
    const wing = (turn: number): readonly [number, number] => [
      here[0] + Math.cos(heading + turn) * size * 0.3,
      here[1] + Math.sin(heading + turn) * size * 0.3,
    ];
    patch(stage, [here, wing(1), wing(2.1)], bows[bow % 2] ?? red);
    patch(stage, [here, wing(-1), wing(-2.1)], bows[bow % 2] ?? red);
  }
}
