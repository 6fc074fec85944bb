import { clamp } from '../drawing/ease.ts';
import { type NoiseTile, noiseTile, sample } from '../drawing/noise.ts';
import type { Box, Picture } from '../drawing/picture.ts';
import { velvet } from './palette.ts';

export interface Cloth {
  /** Brightness across one fold. */
  readonly folds: Float32Array;
  readonly weave: NoiseTile;
  /** Scratch: where in its fold each eighth column of a row lies. */
  readonly phases: Float32Array;
}

const step = 8;

/** Velvet: a soft crest, a deep valley, a rim where the pile catches the light. */
export function weaveCloth(): Cloth {
  const folds = Float32Array.from({ length: 1025 }, (_, i) => {
    const t = i / 1024;
    const crest = 0.5 + 0.5 * Math.cos((t - 0.36) * 2 * Math.PI);
    const rim = Math.exp(-(((t - 0.08) / 0.05) ** 2));
    return 0.1 + 0.78 * crest ** 1.6 + 0.3 * rim;
  });
  return { folds, weave: noiseTile(256, { seed: 11, cells: 8, octaves: 4 }), phases: new Float32Array(512) };
}

export interface Hanging {
  /** Where both halves hang when closed, before the camera's zoom. */
  readonly panel: Box;
  readonly zoom: number;
  /** 0 closed, 1 drawn to the sides. */
  readonly opening: number;
  readonly seconds: number;
  /** Light from the screen behind it. */
  readonly shine: number;
}

/** Paints both halves of a curtain, lit from below; opened, its folds crowd at the sides and its hem trails. */
export function hangCloth(picture: Picture, { folds, weave, phases }: Cloth, hanging: Hanging): void {
  const { panel, zoom, opening, seconds, shine } = hanging;
  const { width } = picture;
  const middle = (panel.left + panel.right) / 2;
  const wide = (panel.right - panel.left) / 2;
  const tall = panel.bottom - panel.top;
  const row0 = Math.max(0, Math.floor(350 + (panel.top - 350) * zoom));
  const row1 = Math.min(picture.height, Math.ceil(350 + (panel.bottom - 350) * zoom));
  const sway = Math.sin(seconds * 2.1) * 0.02 * (1 - opening) + opening * 0.35;
  for (let row = row0; row < row1; row++) {
    const down = clamp((350 + (row - 350) / zoom - panel.top) / tall);
    const trail = 1 - 0.16 * Math.sin(down * 2.4) * Math.sin(opening * Math.PI) - 0.1 * down * opening;
    const half = wide * (1 - opening * 0.84 * trail) + 1;
    const footlight = 0.46 + 1.5 * down ** 3.2 + 0.35 * (1 - (down - 0.45) ** 2 * 4) * (1 - shine * 0.6);
    const waver = sway * (0.4 + down);
    for (let column = 0; column <= width; column += step) {
      const across = (wide - Math.abs(column - middle) / zoom) / half;
      const other = column < middle ? 0 : 3.3;
      const lean = sample(weave, across * 22 + other * 40, down * 20) * 0.34;
      const swing = waver * (1 + 0.6 * Math.sin(across * 9 + other));
      phases[column / step] = across * (9 - 1.2 * opening) + lean + swing + other + 8;
    }
    const fromScreen = shine * 0.5 * (0.4 + 0.6 * down);
    hangRow(picture, { folds, weave, phases }, { row, middle, wide, half, zoom, footlight, fromScreen });
  }
}

interface Row {
  readonly row: number;
  readonly middle: number;
  readonly wide: number;
  readonly half: number;
  readonly zoom: number;
  readonly footlight: number;
  readonly fromScreen: number;
}

function hangRow({ width, y, u, v }: Picture, { folds, weave, phases }: Cloth, how: Row): void {
  const { row, middle, wide, half, zoom, footlight, fromScreen } = how;
  const chroma = (row >> 1) * (width >> 1);
  const perZoom = 1 / zoom;
  const perHalf = 1 / half;
  const perWide = 1 / wide;
  const first = Math.max(0, Math.floor(middle - wide * zoom));
  const last = Math.min(width, Math.ceil(middle + wide * zoom));
  const { values } = weave;
  const threads = (row & 255) << 8;
  for (let column = first; column < last; column++) {
    const side = (column < middle ? middle - column : column - middle) * perZoom;
    // how far across its half, from the wall (0) to the hem in the middle (1)
    const across = (wide - side) * perHalf;
    if (across < 0 || across > 1.012) continue;
    const index = row * width + column;
    if (across > 1) {
      y[index] = (y[index] as number) * 0.6;
      continue;
    }
    const left = phases[column >> 3] as number;
    const phase = left + ((phases[(column >> 3) + 1] as number) - left) * ((column & 7) / step);
    const fold = folds[((phase - (phase | 0)) * 1024) | 0] as number;
    const thread = (values[threads | (column & 255)] as number) - 0.5;
    const away = side * perWide;
    const pool = (1.12 - 0.75 * away * away) * (across > 0.97 ? 0.55 : 1);
    const near = across > 0.55 ? (across - 0.55) * 2 : 0;
    const lit = fold * (footlight * pool * (1 + thread * 0.12) * 0.86 + fromScreen * near);
    y[index] = velvet.y * lit;
    if ((row | column) & 1) continue;
    u[chroma + (column >> 1)] = velvet.u * lit * (1 - 0.1 * lit);
    v[chroma + (column >> 1)] = velvet.v * lit;
  }
}
