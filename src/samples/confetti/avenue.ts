import { type Color, color, dim, mix } from '../drawing/color.ts';
import { clamp } from '../drawing/ease.ts';
import { glow } from '../drawing/light.ts';
import { hash } from '../drawing/noise.ts';
import { ramp } from '../drawing/picture.ts';
import { fill, outline, stroke } from '../drawing/shape.ts';
import type { Stage } from '../film.ts';
import { cyan, magenta, midnight, orange, yellow } from './palette.ts';

export interface Drive {
  /** Metres gone. */
  readonly way: number;
  /** Radians that the camera leans. */
  readonly roll: number;
  /** Height of the camera over the road, in metres. */
  readonly height: number;
  /** How far to the side the street's end lies, in pixels: more in a curve. */
  readonly bend: number;
}

type Place = { readonly x: number; readonly y: number };
type Lens = (x: number, y: number, z: number) => Place;

const focal = 620;
const half = 13;
const plot = 16;
const far = 13;

/** A street between towers, seen from something that races along it. `z` grows away from the camera, `y` upwards. */
export function avenue(stage: Stage, drive: Drive): Lens {
  const cos = Math.cos(drive.roll);
  const sin = Math.sin(drive.roll);
  const lens: Lens = (x, y, z) => {
    const depth = focal / Math.max(0.6, z);
    const px = x * depth + drive.bend * (1 - Math.min(1, 14 / Math.max(14, z)));
    const py = (drive.height - y) * depth;
    return { x: 640 + px * cos - py * sin, y: 330 + px * sin + py * cos };
  };
  ramp(stage.picture, [
    { at: 0, color: midnight },
    { at: 330, color: color('#7a1fa0') },
    { at: 720, color: color('#0a0820') },
  ]);
  const end = lens(0, 10, 500);
  glow(stage.light, { ...end, radius: 460, color: dim(orange, 0.5), tall: 0.8 });
  glow(stage.light, { ...end, radius: 150, color: dim(yellow, 0.6) });
  const first = Math.floor(drive.way / plot);
  road(stage, lens, drive.way);
  for (let i = far; i >= 0; i--)
    for (const side of [-1, 1]) tower(stage, lens, { plot: first + i, side, near: (first + i) * plot - drive.way });
  return lens;
}

const lamps: readonly Color[] = [yellow, cyan, magenta, orange];

function tower({ picture, stencil }: Stage, lens: Lens, of: { plot: number; side: number; near: number }): void {
  const { side, near } = of;
  const seed = of.plot * 2 + (side > 0 ? 1 : 0);
  const from = Math.max(0.7, near);
  const to = near + plot - 1.5;
  if (to < 1) return;
  const tall = 16 + 44 * hash(seed + 3);
  const haze = clamp(near / (plot * far));
  const wall = mix(mix(color('#160c48'), color('#2a1050'), hash(seed)), color('#7a1fa0'), haze ** 1.4);
  const x = side * half;
  outline(stencil, [lens(x, 0, from), lens(x, tall, from), lens(x, tall, to), lens(x, 0, to)]);
  outline(stencil, [lens(x, tall, to), lens(x, 0, to), lens(x * 2.2, 0, to), lens(x * 2.2, tall, to)]);
  fill(picture, stencil, { paint: wall });
  if (near > plot * 9) return;
  const lamp = lamps[seed & 3] ?? yellow;
  for (let floor = 0; floor * 3.4 + 5 < tall; floor++) {
    for (let bay = 0; bay < 6; bay++) {
      const z = near + 1 + bay * 2.3;
      if (z < 1.2 || hash(seed * 131 + floor * 17 + bay) < 0.42) continue;
      const y = 2.6 + floor * 3.4;
      outline(stencil, [lens(x, y, z), lens(x, y + 1.9, z), lens(x, y + 1.9, z + 1.5), lens(x, y, z + 1.5)]);
    }
  }
  fill(picture, stencil, { paint: mix(lamp, wall, 0.12 + 0.6 * haze) });
  if (hash(seed + 9) < 0.4 || near < 1) return;
  const sign = x - side * 2.2;
  const height = 6 + 8 * hash(seed + 11);
  outline(stencil, [
    lens(x, height, near),
    lens(x, height + 7, near),
    lens(sign, height + 7, near),
    lens(sign, height, near),
  ]);
  fill(picture, stencil, { paint: lamps[(seed + 2) & 3] ?? cyan });
}

/** The road, its dashes, and the lights of those who come and of those who go. */
function road({ picture, stencil, light }: Stage, lens: Lens, way: number): void {
  outline(stencil, [lens(-half, 0, 0.9), lens(-half, 0, 400), lens(half, 0, 400), lens(half, 0, 0.9)]);
  fill(picture, stencil, {
    paint: [
      { at: 330, color: color('#7a2a80') },
      { at: 480, color: color('#1a1040') },
      { at: 720, color: color('#0c0a24') },
    ],
  });
  for (const lane of [-4.4, 4.4])
    for (let i = 0; i < 16; i++) {
      const z = i * 9 - (way % 9);
      if (z < 1) continue;
      outline(stencil, [
        lens(lane - 0.12, 0, z),
        lens(lane - 0.12, 0, z + 4),
        lens(lane + 0.12, 0, z + 4),
        lens(lane + 0.12, 0, z),
      ]);
    }
  fill(picture, stencil, { paint: color('#b9a8ff'), opacity: 0.7 });
  for (const [lanes, tone, speed] of [
    [[-9.6, -7.4, -2.6], color('#fff0d8'), 1.9],
    [[2.4, 7, 9.4], color('#ff2a4a'), 0.55],
  ] as const) {
    for (const [k, lane] of lanes.entries())
      for (let i = 0; i < 5; i++) {
        const span = 150;
        const z = span - ((way * speed + i * 31 + k * 13 + hash(i + k * 7) * 20) % span);
        if (z < 1.6) continue;
        for (const x of [lane - 0.7, lane + 0.7])
          stroke(stencil, [lens(x, 0.7, z), lens(x, 0.7, z + 5 * speed)], Math.max(1.2, 90 / z));
        const head = lens(lane, 0.7, z);
        if (z < 60) glow(light, { ...head, radius: Math.min(220, 1500 / z), color: dim(tone, 0.3) });
      }
    fill(picture, stencil, { paint: tone });
  }
}
