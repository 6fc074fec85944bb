import { color, dim, mix } from '../../drawing/color.ts';
import { clamp, smooth } from '../../drawing/ease.ts';
import { beam, glow } from '../../drawing/light.ts';
import { hash } from '../../drawing/noise.ts';
import { box, ramp, speck } from '../../drawing/picture.ts';
import { ridge } from '../../drawing/ridge.ts';
import { fill, outline, oval, type Point, stroke } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { type Cloth, hangCloth, weaveCloth } from '../cloth.ts';
import { brass, deepBrass, paleBrass, room, screenWhite, velvet } from '../palette.ts';

const middle = 640;
const spring = 262;
const stageFloor = 566;
const halfWidth = 452;
const archHeight = 214;

/** The house before the film: a velvet curtain in its brass arch, footlights, the backs of the seats; it opens. */
export const curtain: Shot = {
  name: 'curtain',
  pictures: 80,
  look: { vignette: 0.95, bloomFrom: 0.5, bloom: 0.5 },
  open(stage) {
    const cloth = weaveCloth();
    return (moment) => draw(stage, moment, cloth);
  },
};

function draw(stage: Stage, { seconds }: Moment, cloth: Cloth): void {
  const zoom = 1 + 0.018 * seconds + 0.006 * seconds * seconds;
  const place = (x: number, y: number): Point => ({ x: middle + (x - middle) * zoom, y: 350 + (y - 350) * zoom });
  const opening = smooth(0.85, 3.3, seconds);
  const shine = smooth(0.95, 2.4, seconds) * (0.96 + 0.04 * Math.sin(seconds * 61));
  ramp(stage.picture, [
    { at: 0, color: color('#0a0607') },
    { at: 720, color: color('#140a0c') },
  ]);
  drawScreen(stage, place, shine);
  const panel = { left: middle - halfWidth - 10, right: middle + halfWidth + 10, top: 40, bottom: stageFloor };
  hangCloth(stage.picture, cloth, { panel, zoom, opening, seconds, shine });
  drawValance(stage, place, shine);
  drawWall(stage, place, { zoom, shine });
  drawArch(stage, place);
  drawFootlights(stage, place, { seconds, shine });
  drawSeats(stage, { zoom, shine });
  const origin = place(640, -250);
  beam(stage.light, {
    ...origin,
    angle: Math.PI / 2,
    spread: 0.44,
    length: 1050,
    color: dim(screenWhite, 0.3 * shine),
    mouth: 30,
  });
  drawMotes(stage, seconds, shine);
}

type Place = (x: number, y: number) => Point;

function drawScreen({ picture, light }: Stage, place: Place, shine: number): void {
  const a = place(300, 150);
  const b = place(980, 520);
  box(picture, { left: a.x, top: a.y, right: b.x, bottom: b.y }, { color: mix(room, screenWhite, 0.1 + 0.78 * shine) });
  glow(light, { x: middle, y: (a.y + b.y) / 2, radius: 760, color: dim(color('#ffdcae'), 0.34 * shine), tall: 0.7 });
}

/** Swags of velvet with a brass fringe, hung under the arch. */
function drawValance({ picture, stencil }: Stage, place: Place, shine: number): void {
  const under = (x: number): number =>
    spring - archHeight * Math.sqrt(Math.max(0, 1 - ((x - middle) / (halfWidth + 16)) ** 2));
  const swags = 9;
  const wide = (halfWidth * 2) / swags;
  for (let pass = 0; pass < 2; pass++) {
    for (let i = pass; i < swags; i += 2) {
      const left = middle - halfWidth + i * wide - 6;
      const right = left + wide + 12;
      const hang = (t: number): Point => {
        const x = left + (right - left) * t;
        return place(x, under(left) + (under(right) - under(left)) * t + 20 + 52 * 4 * t * (1 - t));
      };
      const steps = Array.from({ length: 17 }, (_, k) => k / 16);
      const hem = steps.map(hang);
      outline(stencil, [...hem, place(right, under(right) - 90), place(left, under(left) - 90)]);
      const low = (hem[8] ?? hang(0.5)).y;
      const lit = 0.8 + 0.25 * shine;
      fill(picture, stencil, {
        paint: [
          { at: low - 90, color: dim(velvet, 0.16) },
          { at: low - 34, color: dim(velvet, 0.42 * lit) },
          { at: low - 8, color: dim(velvet, 0.95 * lit) },
          { at: low + 6, color: dim(velvet, 0.5) },
        ],
      });
      for (const lift of [14, 27, 42]) {
        stroke(
          stencil,
          hem.map((p, k) => ({ x: p.x, y: p.y - lift * (0.35 + 0.65 * Math.sin((k / 16) * Math.PI)) })),
          3.5,
        );
        fill(picture, stencil, { paint: dim(velvet, 0.14), opacity: 0.55 });
      }
      stroke(stencil, hem, 6);
      fill(picture, stencil, { paint: mix(deepBrass, brass, 0.25) });
      stroke(
        stencil,
        hem.map((p) => ({ x: p.x, y: p.y - 1.5 })),
        1.6,
      );
      fill(picture, stencil, { paint: paleBrass, opacity: 0.7 });
    }
  }
}

/** The wall about the arch, in rows; the brass lies over its edge. */
function drawWall({ picture }: Stage, place: Place, { zoom, shine }: { zoom: number; shine: number }): void {
  const { width } = picture;
  for (let row = 0; row < 720; row++) {
    const sceneY = 350 + (row - 350) / zoom;
    const rise = clamp((spring - sceneY) / archHeight);
    const open =
      sceneY < spring - archHeight || sceneY > stageFloor ? 0 : halfWidth * Math.sqrt(1 - rise * rise) * zoom;
    const tone = mix(color('#1c0c10'), color('#43201f'), smooth(0, 560, sceneY) * (0.62 + 0.5 * shine));
    const paint = { color: tone };
    box(picture, { left: 0, top: row, right: middle - open, bottom: row + 1 }, paint);
    box(picture, { left: middle + open, top: row, right: width, bottom: row + 1 }, paint);
  }
  // fluted pilasters at both sides
  for (const side of [-1, 1]) {
    for (let flute = 0; flute < 5; flute++) {
      const a = place(middle + side * (492 + flute * 22), 0);
      const opacity = 0.5 - flute * 0.05;
      box(
        picture,
        { left: a.x - 1.5, top: 0, right: a.x + 1.5, bottom: 720 },
        { color: deepBrass, opacity: opacity * 0.5 },
      );
      box(
        picture,
        { left: a.x + 3, top: 0, right: a.x + 10, bottom: 720 },
        { color: color('#080405'), opacity: opacity },
      );
    }
  }
}

function archLine(place: Place, grow: number): readonly Point[] {
  const points = [place(middle - halfWidth - grow, stageFloor + 6)];
  for (let i = 0; i <= 72; i++) {
    const angle = Math.PI + (i / 72) * Math.PI;
    points.push(place(middle + Math.cos(angle) * (halfWidth + grow), spring + Math.sin(angle) * (archHeight + grow)));
  }
  points.push(place(middle + halfWidth + grow, stageFloor + 6));
  return points;
}

function drawArch({ picture, stencil }: Stage, place: Place): void {
  // a fan of brass rays over the arch
  for (let i = -9; i <= 9; i++) {
    const angle = -Math.PI / 2 + i * 0.085;
    const from = { x: Math.cos(angle), y: Math.sin(angle) };
    const a = place(middle + from.x * (halfWidth + 34), spring + from.y * (archHeight + 34));
    const b = place(middle + from.x * 760, spring + from.y * 460);
    stroke(stencil, [a, b], 2.2);
  }
  fill(picture, stencil, { paint: deepBrass, opacity: 0.42 });
  for (const [grow, width, paint] of [
    [26, 3, deepBrass],
    [9, 20, color('#3b2210')],
    [9, 15, mix(deepBrass, brass, 0.45)],
    [6, 5, brass],
    [4.5, 1.8, paleBrass],
  ] as const) {
    stroke(stencil, archLine(place, grow), width);
    fill(picture, stencil, {
      paint: [
        { at: 40, color: dim(paint, 0.55) },
        { at: 560, color: paint },
      ],
    });
  }
}

function drawFootlights(
  { picture, light }: Stage,
  place: Place,
  { seconds, shine }: { seconds: number; shine: number },
): void {
  const a = place(0, stageFloor);
  const rows = [
    [0, 9, brass, 0.9],
    [2, 4, paleBrass, 0.8],
    [9, 60, color('#2a1214'), 1],
    [11, 13, deepBrass, 0.5],
  ] as const;
  for (const [from, to, paint, opacity] of rows) {
    box(picture, { left: 0, top: a.y + from, right: 1280, bottom: a.y + to }, { color: paint, opacity });
  }
  for (let i = 0; i < 13; i++) {
    const p = place(middle + (i - 6) * 68, stageFloor - 2);
    const flicker = (1 - 0.75 * shine) * (0.92 + 0.08 * hash(i * 31 + Math.floor(seconds * 12)));
    glow(light, {
      x: p.x,
      y: p.y - 8,
      radius: 150,
      color: dim(color('#ff9a4a'), 0.2 * flicker),
      tall: 1.2,
      falloff: 2,
    });
    glow(light, { x: p.x, y: p.y - 2, radius: 22, color: dim(paleBrass, 0.8 * flicker), falloff: 2 });
  }
}

/** Two rows of seats with a few heads, moving apart as the camera comes near. */
function drawSeats({ picture, stencil }: Stage, { zoom, shine }: { zoom: number; shine: number }): void {
  const line = new Float32Array(picture.width);
  for (const [index, row] of [
    { base: 640, pitch: 92, tall: 34, grow: 1.35, shade: 0.26 },
    { base: 700, pitch: 150, tall: 58, grow: 2.2, shade: 0.12 },
  ].entries()) {
    const near = 1 + (zoom - 1) * row.grow;
    const top = 360 + (row.base - 360) * near;
    for (let x = 0; x < line.length; x++) {
      const seat = (x - middle) / (row.pitch * near) + 0.5 * index;
      const part = Math.abs(seat - Math.floor(seat) - 0.5) * 2;
      line[x] = top - row.tall * (1 - Math.min(1, part * 1.09) ** 7);
    }
    for (let i = 0; i < 5; i++) {
      const seat = Math.round((hash(index * 50 + i) - 0.5) * (index === 0 ? 13 : 8));
      const x = middle + (seat + (index === 0 ? 0.5 : 0)) * row.pitch * near;
      const head = row.pitch * 0.16 * near;
      oval(stencil, { x, y: top - row.tall * 1.28, rx: head, ry: head * 1.25 });
      oval(stencil, { x, y: top - row.tall * 0.2, rx: head * 2.2, ry: head * 1.9 });
      const edge = mix(color('#140a0b'), color('#4a2a20'), 0.15 + 0.35 * shine);
      fill(picture, stencil, {
        paint: [
          { at: top - row.tall * 1.9, color: edge },
          { at: top - row.tall * 0.7, color: color('#0c0607') },
        ],
      });
    }
    const rim = dim(velvet, row.shade * (1.6 + 1.5 * shine));
    ridge(picture, {
      line,
      paint: [
        { at: top - row.tall, color: rim },
        { at: top - row.tall + 26, color: dim(velvet, row.shade) },
        { at: top + 60, color: color('#070405') },
      ],
    });
  }
}

function drawMotes({ picture }: Stage, seconds: number, shine: number): void {
  for (let i = 0; i < 150; i++) {
    const y = (hash(i) * 560 + seconds * (6 + 10 * hash(i + 900)) + 560) % 560;
    const spread = 120 + y * 0.62;
    const x = middle + (hash(i + 300) - 0.5) * 2 * spread + Math.sin(seconds * 0.9 + i) * 9;
    const twinkle = 0.5 + 0.5 * Math.sin(seconds * (1.5 + 2 * hash(i + 77)) + i * 2.4);
    speck(picture, { x, y }, dim(paleBrass, 0.5 * twinkle * (0.15 + 0.85 * shine)));
  }
}
