import type { Color } from './color.ts';
import type { Light } from './light.ts';
import type { NoiseTile } from './noise.ts';
import type { Picture } from './picture.ts';

export interface Mirror {
  /** Row of the water's far edge: what is above is mirrored below. */
  readonly horizon: number;
  /** Rows above for one row below: more than 1 squeezes the mirrored picture. */
  readonly squeeze: number;
  /** Part of the light that comes back, at the far and at the near edge. */
  readonly far: number;
  readonly near: number;
  /** Colour of the ground itself, which is always there. */
  readonly ground: Color;
  readonly tile: NoiseTile;
  /** How far a ripple moves what is seen, in pixels, at the near edge. */
  readonly rippleX: number;
  readonly rippleY: number;
  /** Ripples' size: tile points for one pixel at the near edge, across and down. */
  readonly fineX: number;
  readonly fineY: number;
  /** Moves the ripples, in tile points. */
  readonly drift: number;
}

/** Mirrors picture and light below a horizon, as wet ground or still water does: nearer ripples are larger. */
export function mirror(picture: Picture, light: Light, how: Mirror): void {
  const { ground } = how;
  mirrorPlanes([{ plane: picture.y, floor: ground.y }], {
    ...how,
    width: picture.width,
    height: picture.height,
    step: 1,
  });
  mirrorPlanes(
    [
      { plane: picture.u, floor: ground.u },
      { plane: picture.v, floor: ground.v },
      { plane: light.y, floor: 0 },
      { plane: light.u, floor: 0 },
      { plane: light.v, floor: 0 },
    ],
    { ...how, width: light.width, height: light.height, step: 2 },
  );
}

interface MirrorPlane {
  readonly plane: Float32Array;
  /** What the ground adds. */
  readonly floor: number;
}

type Geometry = Omit<Mirror, 'ground'> & {
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture for one of these planes. */
  readonly step: number;
};

function mirrorPlanes(planes: readonly MirrorPlane[], how: Geometry): void {
  const { width, height, step, tile } = how;
  const horizon = Math.round(how.horizon / step);
  const rows = height - horizon;
  const wave = new Float32Array(width);
  const from = new Int32Array(width);
  for (let row = horizon; row < height; row++) {
    const depth = (row - horizon + 0.5) / rows;
    const grow = 0.25 + 0.75 * depth;
    // ripples crowd towards the horizon
    const tileRow = how.fineY * rows * step * Math.log(grow);
    waves(wave, tile, { row: tileRow, drift: how.drift, fine: (how.fineX * step) / grow });
    const source = horizon - 1 - (row - horizon) * how.squeeze;
    const reachX = (how.rippleX * grow * 2) / step;
    const reachY = (how.rippleY * grow * 2) / step;
    for (let column = 0; column < width; column++) {
      const push = wave[column] as number;
      let up = (source + push * reachY) | 0;
      up = up < 0 ? 0 : up >= horizon ? horizon - 1 : up;
      let side = (column + push * reachX) | 0;
      side = side < 0 ? 0 : side >= width ? width - 1 : side;
      from[column] = up * width + side;
    }
    const part = how.far + (how.near - how.far) * depth;
    for (const { plane, floor } of planes) pickRow(plane, { from, wave, part, floor, start: row * width });
  }
}

interface Pick {
  readonly from: Int32Array;
  readonly wave: Float32Array;
  readonly part: number;
  readonly floor: number;
  readonly start: number;
}

function pickRow(plane: Float32Array, { from, wave, part, floor, start }: Pick): void {
  const steady = part * 0.85;
  const moved = part * 0.3;
  for (let column = 0; column < from.length; column++) {
    const value = plane[from[column] as number] as number;
    plane[start + column] = floor + value * (steady + moved * (wave[column] as number));
  }
}

/** One row of ripples in about [-0.5, 0.5]: two rows of the tile that drift against each other. */
function waves(to: Float32Array, { size, values }: NoiseTile, how: { row: number; drift: number; fine: number }): void {
  const last = size - 1;
  const one = (Math.floor(how.row + how.drift + 4096 * size) & last) * size;
  const two = (Math.floor(how.row * 1.7 - how.drift * 1.3 + 4096 * size) & last) * size;
  let place = 4096 * size - (to.length / 2) * how.fine;
  for (let column = 0; column < to.length; column++) {
    place += how.fine;
    const point = place | 0;
    to[column] = (values[one + (point & last)] as number) + (values[two + ((point * 2 + 77) & last)] as number) - 1;
  }
}
