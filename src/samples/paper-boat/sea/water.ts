import { color } from '../../drawing/color.ts';
import { smooth } from '../../drawing/ease.ts';
import type { NoiseTile } from '../../drawing/noise.ts';
import type { Stage } from '../../film.ts';
import { lamp } from './lighthouse.ts';
import { horizon, moon, moonX, type Tools } from './sky.ts';

/** Two waves of noise that run against each other, squeezed towards the horizon; light glitters where they face the moon. */
export function drawSea(stage: Stage, seconds: number, { waves, sweep }: Tools & { readonly sweep: number }): void {
  const { picture } = stage;
  moon(stage);
  const { y, u, v, width, height } = picture;
  const rowA = new Float32Array(waves.size);
  const rowB = new Float32Array(waves.size);
  const deep = color('#0b1826');
  const pale = color('#5a6c7e');
  const lampWhere = lamp.x + sweep * 900;
  for (let row = horizon; row < height; row++) {
    const depth = (row - horizon + 1) / (height - horizon);
    const far = 1 / (depth + 0.045);
    const haze = smooth(0.22, 0, depth);
    const base = deep.y * (0.75 + 0.5 * (1 - depth)) + (pale.y - deep.y) * haze * 0.8;
    const fine = 0.2 * far + 0.28;
    blendRow(rowA, waves, far * 84 + seconds * 11 + 1024);
    blendRow(rowB, waves, far * 131 - seconds * 15 + 8192);
    const swell = Math.sin(far * 5.4 + seconds * 1.7) * 0.5 + Math.sin(far * 2.7 + seconds * 1.1 + 1.3) * 0.5;
    const pathWide = 30 + 190 * depth;
    seaRow(y, { rowA, rowB, fine, swell, pathWide, depth, base, haze, seconds, lampWhere, start: row * width, width });
    if (row % 2 === 1) continue;
    const tone = smooth(0, 1, depth);
    const start = (row >> 1) * (width >> 1);
    u.fill(pale.u * (1 - tone) + deep.u * tone * 1.25, start, start + (width >> 1));
    v.fill(pale.v * (1 - tone) + deep.v * tone * 1.25, start, start + (width >> 1));
  }
}

interface SeaRow {
  readonly rowA: Float32Array;
  readonly rowB: Float32Array;
  readonly fine: number;
  readonly swell: number;
  readonly pathWide: number;
  readonly depth: number;
  readonly base: number;
  readonly haze: number;
  readonly seconds: number;
  readonly lampWhere: number;
  readonly start: number;
  readonly width: number;
}

function seaRow(y: Float32Array, how: SeaRow): void {
  const { rowA, rowB, fine, swell, pathWide, depth, base, haze, seconds, lampWhere, start, width } = how;
  let placeA = 65536 - 640 * fine * 0.6 + seconds * 3;
  let placeB = 65536 - 640 * fine;
  for (let column = 0; column < width; column++) {
    placeA += fine * 0.6;
    placeB += fine;
    const a = placeA | 0;
    const pa = placeA - a;
    const b = placeB | 0;
    const pb = placeB - b;
    const waveA = (rowA[a & 255] as number) * (1 - pa) + (rowA[(a + 1) & 255] as number) * pa;
    const waveB = (rowB[b & 255] as number) * (1 - pb) + (rowB[(b + 1) & 255] as number) * pb;
    const wave = waveA + waveB - 1 + swell * 0.13 * (0.4 + depth);
    const across = (column - moonX) / pathWide;
    const path = 1 / (1 + across * across * across * across + across * across * 0.6);
    const spark = wave - 0.16 + path * 0.2;
    const glitter = spark > 0 ? spark * spark * 15 * path : 0;
    const lampAcross = (column - lampWhere) / (240 + 300 * depth);
    const lamplight = spark > -0.1 ? (0.1 * (spark + 0.1)) / (1 + lampAcross * lampAcross * 4) : 0;
    const value =
      base +
      wave * (0.05 + 0.16 * depth) * (0.5 + 0.5 * path) +
      Math.min(glitter, 0.85) * (0.55 + 0.45 * haze) +
      lamplight * 4;
    y[start + column] = Math.max(value, 0.025);
  }
}

/** One row of the tile, between its rows. */
function blendRow(to: Float32Array, { size, values }: NoiseTile, row: number): void {
  const above = Math.floor(row);
  const part = row - above;
  const one = (above & (size - 1)) * size;
  const two = ((above + 1) & (size - 1)) * size;
  for (let i = 0; i < size; i++) to[i] = (values[one + i] as number) * (1 - part) + (values[two + i] as number) * part;
}
