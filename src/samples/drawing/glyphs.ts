/**
 * Bijou's own capitals, after the signs of 1930s picture houses: round letters are circles, waists are low.
 * A letter is one unit tall (0 the top, 1 the foot). Its strokes are written as a pen would go:
 * `M x y` lifts and sets down, `L x y` draws a line, `A x y rx ry from to` draws an arc about (x, y), in degrees
 * (0 right, 90 down).
 */
export interface Glyph {
  readonly width: number;
  readonly strokes: string;
}

export const glyphs: Readonly<Record<string, Glyph>> = {
  ' ': { width: 0.3, strokes: '' },
  '.': { width: 0, strokes: 'M0 .98 L0 1' },
  '·': { width: 0.02, strokes: 'M0 .5 L.02 .5' },
  '’': { width: 0.05, strokes: 'M.05 0 L0 .16' },
  A: { width: 0.8, strokes: 'M0 1 L.4 0 L.8 1 M.13 .68 L.67 .68' },
  B: { width: 0.58, strokes: 'M0 0 L0 1 L.3 1 A.3 .74 .28 .26 90 -90 L0 .48 M0 0 L.28 0 A.28 .24 .24 .24 -90 90' },
  C: { width: 0.84, strokes: 'A.5 .5 .5 .5 -48 -312' },
  D: { width: 0.74, strokes: 'M0 0 L0 1 L.24 1 A.24 .5 .5 .5 90 -90 L0 0' },
  E: { width: 0.46, strokes: 'M.46 0 L0 0 L0 1 L.46 1 M0 .58 L.38 .58' },
  F: { width: 0.46, strokes: 'M.46 0 L0 0 L0 1 M0 .58 L.38 .58' },
  G: { width: 0.98, strokes: 'A.5 .5 .5 .5 -46 -356 L.56 .54' },
  H: { width: 0.66, strokes: 'M0 0 L0 1 M.66 0 L.66 1 M0 .58 L.66 .58' },
  I: { width: 0, strokes: 'M0 0 L0 1' },
  J: { width: 0.38, strokes: 'M.38 0 L.38 .78 A.16 .78 .22 .22 0 140' },
  K: { width: 0.58, strokes: 'M0 0 L0 1 M.54 0 L0 .62 M.19 .41 L.58 1' },
  L: { width: 0.46, strokes: 'M0 0 L0 1 L.46 1' },
  M: { width: 0.96, strokes: 'M0 1 L.12 0 L.48 .8 L.84 0 L.96 1' },
  N: { width: 0.68, strokes: 'M0 1 L0 0 L.68 1 L.68 0' },
  O: { width: 1, strokes: 'A.5 .5 .5 .5 0 360' },
  P: { width: 0.56, strokes: 'M0 1 L0 0 L.28 0 A.28 .29 .28 .29 -90 90 L0 .58' },
  Q: { width: 1, strokes: 'A.5 .5 .5 .5 0 360 M.6 .7 L.98 1.06' },
  R: { width: 0.6, strokes: 'M0 1 L0 0 L.28 0 A.28 .29 .28 .29 -90 90 L0 .58 M.26 .58 L.6 1' },
  S: { width: 0.54, strokes: 'A.28 .24 .24 .24 -28 -270 A.27 .74 .27 .26 -90 152' },
  T: { width: 0.6, strokes: 'M0 0 L.6 0 M.3 0 L.3 1' },
  U: { width: 0.66, strokes: 'M0 0 L0 .67 A.33 .67 .33 .33 180 0 L.66 0' },
  V: { width: 0.76, strokes: 'M0 0 L.38 1 L.76 0' },
  W: { width: 1.04, strokes: 'M0 0 L.26 1 L.52 .16 L.78 1 L1.04 0' },
  X: { width: 0.66, strokes: 'M0 0 L.66 1 M.66 0 L0 1' },
  Y: { width: 0.66, strokes: 'M0 0 L.33 .52 L.66 0 M.33 .52 L.33 1' },
  Z: { width: 0.6, strokes: 'M0 0 L.6 0 L0 1 L.6 1' },
};
