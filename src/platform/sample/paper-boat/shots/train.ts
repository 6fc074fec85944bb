import { color, dim, mix } from '../../drawing/color.ts';
import { smooth } from '../../drawing/ease.ts';
import { glow } from '../../drawing/light.ts';
import { hash, type NoiseTile, noiseTile, ramble, sample, wander } from '../../drawing/noise.ts';
import { box, ramp, speck, streak } from '../../drawing/picture.ts';
import { ridge } from '../../drawing/ridge.ts';
import { fill, hole, outline, oval, type Point, stroke } from '../../drawing/shape.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { brass, candle, deepBrass, moonlight, paleBrass, velvet } from '../palette.ts';

const sill = 540;

/** From a warm compartment: a moonlit valley goes by, and on its river a spark. */
export const train: Shot = {
  name: 'train',
  pictures: 80,
  look: { vignette: 0.85, bloomFrom: 0.5, bloom: 0.6 },
  open(stage) {
    const clouds = noiseTile(256, { seed: 31, cells: 4, octaves: 5 });
    const line = new Float32Array(stage.picture.width);
    return (moment) => draw(stage, moment, { clouds, line });
  },
};

interface Tools {
  readonly clouds: NoiseTile;
  readonly line: Float32Array;
}

function draw(stage: Stage, { seconds }: Moment, tools: Tools): void {
  drawSky(stage, seconds, tools);
  drawValley(stage, seconds, tools);
  drawWires(stage, seconds);
  drawCompartment(stage, seconds);
  drawLamp(stage, seconds);
}

function drawSky({ picture, light }: Stage, seconds: number, { clouds }: Tools): void {
  ramp(picture, [
    { at: 0, color: color('#10152a') },
    { at: 170, color: color('#222b48') },
    { at: 330, color: color('#585476') },
    { at: 420, color: color('#98747c') },
  ]);
  addClouds(picture, clouds, { drift: seconds * 3 });
  for (let i = 0; i < 90; i++)
    speck(
      picture,
      { x: hash(i) * 1280, y: hash(i + 100) ** 1.5 * 300 },
      dim(moonlight, 0.12 + 0.4 * hash(i + 200) ** 3),
    );
  const x = 452 + seconds * 2;
  glow(light, { x, y: 172, radius: 420, color: dim(color('#c9c6dc'), 0.3), falloff: 3 });
  glow(light, { x, y: 172, radius: 40, color: dim(color('#fff4dc'), 1.2), falloff: 0.4 });
  glow(light, { x: x - 8, y: 166, radius: 16, color: dim(color('#fff4dc'), -0.12), falloff: 1 });
}

/** Thin cloud over the upper sky, at half size. */
function addClouds({ y, width }: Stage['picture'], clouds: NoiseTile, { drift }: { readonly drift: number }): void {
  for (let row = 0; row < 330; row += 2) {
    const fade = smooth(330, 120, row) * 0.32;
    for (let column = 0; column < width; column += 2) {
      const cloud = sample(clouds, column * 0.11 + drift, row * 0.34) - 0.46;
      if (cloud <= 0) continue;
      const add = cloud * fade;
      const index = row * width + column;
      const below = index + width;
      y[index] = (y[index] as number) + add;
      y[index + 1] = (y[index + 1] as number) + add;
      y[below] = (y[below] as number) + add;
      y[below + 1] = (y[below + 1] as number) + add;
    }
  }
}

function drawValley(stage: Stage, seconds: number, { line }: Tools): void {
  const { picture } = stage;
  const run = (speed: number): number => seconds * speed;
  for (let x = 0; x < line.length; x++) line[x] = 352 - 66 * (0.5 + ramble((x + run(16)) / 260, 3, { octaves: 4 }));
  ridge(picture, {
    line,
    soft: 2,
    paint: [
      { at: 280, color: color('#3c3d56') },
      { at: 420, color: color('#7a6470') },
    ],
  });
  for (let x = 0; x < line.length; x++) line[x] = 392 - 50 * (0.5 + ramble((x + run(44)) / 210, 9, { octaves: 4 }));
  ridge(picture, {
    line,
    soft: 1.5,
    paint: [
      { at: 340, color: color('#262a3e') },
      { at: 450, color: color('#554c5e') },
    ],
  });
  drawRiver(stage, seconds);
  drawVillage(stage, run(120));
  for (let x = 0; x < line.length; x++)
    line[x] =
      478 - 22 * (0.5 + ramble((x + run(210)) / 120, 15, { octaves: 3 })) - 9 * Math.abs(wander((x + run(210)) / 9, 5));
  ridge(picture, {
    line,
    soft: 4,
    paint: [
      { at: 450, color: color('#141826') },
      { at: 540, color: color('#0e0f18') },
    ],
  });
  for (let x = 0; x < line.length; x++)
    line[x] = 524 - 34 * (0.5 + wander((x + run(900)) / 150, 25)) - 10 * wander((x + run(900)) / 46, 26);
  ridge(picture, {
    line,
    soft: 26,
    paint: [
      { at: 480, color: color('#0b0c13') },
      { at: 560, color: color('#060609') },
    ],
  });
}

/** The river, pale under the moon; far off on it the boat's candle. */
function drawRiver({ picture, light, stencil }: Stage, seconds: number): void {
  const bend = (t: number): number => 420 + 22 * Math.sin(t * 5 + 0.6) + t * 22;
  const top: Point[] = [];
  const bottom: Point[] = [];
  for (let i = 0; i <= 40; i++) {
    const x = i * 34 - 40;
    const t = (x + seconds * 70) / 1280;
    const wide = 5 + 5 * Math.abs(Math.sin(t * 3.3));
    top.push({ x, y: bend(t) - wide });
    bottom.unshift({ x, y: bend(t) + wide });
  }
  outline(stencil, [...top, ...bottom]);
  fill(picture, stencil, {
    paint: [
      { at: 390, color: color('#a39aae') },
      { at: 480, color: color('#b7a8ac') },
    ],
    opacity: 0.8,
  });
  const x = 850 - seconds * 46;
  const y = bend((x + seconds * 70) / 1280);
  const flicker = 0.9 + 0.1 * Math.sin(seconds * 17);
  glow(light, { x, y, radius: 90, color: dim(candle, 0.5 * flicker), falloff: 3 });
  glow(light, { x, y, radius: 12, color: dim(paleBrass, 1.2 * flicker), falloff: 2 });
  for (let i = 1; i < 5; i++)
    speck(picture, { x: x + Math.sin(i * 3 + seconds * 5) * 2, y: y + i * 2.6 }, dim(candle, 0.7 - i * 0.12));
}

function drawVillage({ picture, light, stencil }: Stage, run: number): void {
  for (let i = 0; i < 26; i++) {
    const x = ((hash(i) * 2600 - run + 5200) % 2600) - 300 + (i % 5) * 14;
    const y = 446 + hash(i + 60) * 18;
    const wide = 14 + 10 * hash(i + 30);
    outline(stencil, [
      { x: x - wide, y: y + 14 },
      { x: x - wide, y: y - 9 },
      { x: x - wide * 0.4, y: y - 21 },
      { x: x + wide * 0.4, y: y - 21 },
      { x: x + wide, y: y - 9 },
      { x: x + wide, y: y + 14 },
    ]);
    fill(picture, stencil, {
      paint: [
        { at: y - 20, color: color('#23263a') },
        { at: y, color: color('#151827') },
      ],
    });
    const lit = { left: x - 4, top: y - 5, right: x + 2.5, bottom: y + 2 };
    box(picture, lit, { color: color('#ffc777') });
    glow(light, { x, y: y - 2, radius: 42, color: dim(candle, 0.2) });
  }
}

/** Telegraph wires that rise and fall, and the poles that flick by. */
function drawWires({ picture, stencil }: Stage, seconds: number): void {
  const span = 760;
  const run = seconds * 820;
  for (const [wire, base] of [118, 140, 166].entries()) {
    const points: Point[] = [];
    for (let x = -20; x <= 1300; x += 20) {
      const t = ((((x + run) % span) + span) % span) / span;
      points.push({ x, y: base + (52 + wire * 4) * 4 * t * (1 - t) });
    }
    stroke(stencil, points, 1.5);
  }
  fill(picture, stencil, { paint: color('#0a0b12'), opacity: 0.75 });
  for (let i = 0; i < 3; i++) {
    const x = i * span - (run % span);
    for (let blur = -5; blur <= 5; blur++)
      box(
        picture,
        { left: x - 7 + blur * 3, top: 70, right: x + 7 + blur * 3, bottom: sill },
        { color: color('#07070b'), opacity: 0.17 },
      );
    box(picture, { left: x - 46, top: 112, right: x + 46, bottom: 122 }, { color: color('#07070b'), opacity: 0.6 });
  }
}

function drawCompartment({ picture, stencil, light }: Stage, seconds: number): void {
  const rock = Math.sin(seconds * 7.2) * 1.1 + Math.sin(seconds * 11.7) * 0.5;
  // the glass: a ghost of the lamp, and a little rain that has dried to trails
  glow(light, { x: 806, y: 268 + rock, radius: 150, color: dim(candle, 0.12), falloff: 2, tall: 0.9 });
  for (let i = 0; i < 46; i++) {
    const y = ((hash(i + 70) * 640 + seconds * (8 + 30 * hash(i + 20) ** 4)) % 640) - 40;
    streak(picture, { x: 150 + hash(i) * 980, y, lean: 0.35, length: 10 + hash(i + 9) * 22, light: 0.05 });
  }
  const wood = color('#1d0f0c');
  const left = 116 + rock * 0.4;
  const right = 1172 + rock * 0.4;
  const top = 58 + rock;
  const bottom = sill + rock;
  const corner = 46;
  const glass = (grow: number) =>
    rounded({ left: left + grow, top: top + grow, right: right - grow, bottom: bottom - grow, corner });
  outline(stencil, [
    { x: -10, y: -10 },
    { x: 1290, y: -10 },
    { x: 1290, y: 730 },
    { x: -10, y: 730 },
  ]);
  hole(stencil, glass(0));
  fill(picture, stencil, {
    paint: [
      { at: 0, color: dim(wood, 0.5) },
      { at: 420, color: mix(wood, color('#6a3218'), 0.3) },
      { at: 720, color: dim(wood, 0.7) },
    ],
  });
  for (const [grow, width, tone] of [
    [-4, 9, deepBrass],
    [-3, 5, mix(deepBrass, brass, 0.7)],
    [0, 1.6, paleBrass],
  ] as const) {
    const rim = glass(grow);
    stroke(stencil, [...rim, ...rim.slice(0, 1)], width);
    fill(picture, stencil, {
      paint: [
        { at: 0, color: dim(tone, 0.4) },
        { at: 520, color: dim(tone, 0.9) },
      ],
    });
  }
  drawCurtains(stencil, picture, rock);
  // the table
  outline(stencil, [
    { x: 470, y: 566 + rock },
    { x: 1290, y: 560 + rock },
    { x: 1290, y: 740 },
    { x: 380, y: 740 },
  ]);
  fill(picture, stencil, {
    paint: [
      { at: 560, color: color('#7a3f1e') },
      { at: 640, color: color('#4a2312') },
      { at: 720, color: color('#241009') },
    ],
  });
  stroke(
    stencil,
    [
      { x: 470, y: 566 + rock },
      { x: 1290, y: 560 + rock },
    ],
    4,
  );
  fill(picture, stencil, { paint: brass, opacity: 0.75 });
  drawPassenger(stencil, picture, seconds, rock);
}

function rounded({
  left,
  top,
  right,
  bottom,
  corner,
}: {
  left: number;
  top: number;
  right: number;
  bottom: number;
  corner: number;
}): readonly Point[] {
  const corners = [
    [right - corner, bottom - corner, 0],
    [left + corner, bottom - corner, 90],
    [left + corner, top + corner, 180],
    [right - corner, top + corner, 270],
  ] as const;
  return corners.flatMap(([x, y, from]) =>
    Array.from({ length: 10 }, (_, i) => {
      const angle = ((from + i * 10) * Math.PI) / 180;
      return { x: x + Math.cos(angle) * corner, y: y + Math.sin(angle) * corner };
    }),
  );
}

function drawCurtains(stencil: Stage['stencil'], picture: Stage['picture'], rock: number): void {
  for (const side of [0, 1]) {
    for (let fold = 0; fold < 6; fold++) {
      const x = side === 0 ? 74 + fold * 18 : 1214 - fold * 18;
      const tied = (y: number): number => Math.exp(-(((y - 400) / 90) ** 2)) * (side === 0 ? -1 : 1) * fold * 7;
      const points = Array.from({ length: 15 }, (_, i) => ({ x: x + tied(i * 40) + rock * (i / 14), y: i * 42 }));
      stroke(stencil, points, 19);
      const lit = side === 1 ? 1.1 : 0.55;
      fill(picture, stencil, {
        paint: [
          { at: 0, color: dim(velvet, 0.16) },
          { at: 380, color: dim(velvet, lit * (0.42 + 0.28 * (fold % 2))) },
          { at: 600, color: dim(velvet, 0.2) },
        ],
      });
    }
  }
}

/** Someone asleep against the window's frame: a dark shape with a warm edge. */
function drawPassenger(stencil: Stage['stencil'], picture: Stage['picture'], seconds: number, rock: number): void {
  const breath = Math.sin(seconds * 1.6) * 1.5;
  const body = (shift: number): void => {
    const x = 206 + shift + rock;
    const y = 392 + breath;
    oval(stencil, { x, y, rx: 46, ry: 58 });
    oval(stencil, { x: x - 30, y: y - 42, rx: 26, ry: 24 });
    const shoulders = Array.from({ length: 25 }, (_, i) => {
      const t = (i / 24) * 2 - 1;
      return { x: x + t * 215, y: y + 62 + 190 * Math.abs(t) ** 2.4 - 34 * Math.exp(-((t / 0.14) ** 2)) };
    });
    outline(stencil, [...shoulders, { x: x + 235, y: 740 }, { x: x - 235, y: 740 }]);
  };
  body(4);
  fill(picture, stencil, { paint: color('#c9803f'), opacity: 0.75 });
  body(0);
  fill(picture, stencil, {
    paint: [
      { at: 320, color: color('#24120f') },
      { at: 560, color: color('#170b0b') },
      { at: 720, color: color('#0a0506') },
    ],
  });
}

function drawLamp({ picture, stencil, light }: Stage, seconds: number): void {
  const rock = Math.sin(seconds * 7.2) * 1.1;
  const x = 1010;
  const y = 566 + rock;
  oval(stencil, { x, y: y + 12, rx: 40, ry: 9 });
  stroke(
    stencil,
    [
      { x, y: y + 8 },
      { x: x + rock * 0.4, y: y - 120 },
    ],
    7,
  );
  fill(picture, stencil, {
    paint: [
      { at: y - 120, color: brass },
      { at: y + 20, color: deepBrass },
    ],
  });
  const shade = (grow: number) => [
    { x: x - 40 - grow, y: y - 196 },
    { x: x + 40 + grow, y: y - 196 },
    { x: x + 82 + grow, y: y - 108 },
    { x: x - 82 - grow, y: y - 108 },
  ];
  outline(stencil, shade(0));
  fill(picture, stencil, {
    paint: [
      { at: y - 196, color: color('#a8402e') },
      { at: y - 140, color: color('#f09048') },
      { at: y - 108, color: color('#ffd48a') },
    ],
  });
  for (let pleat = -4; pleat <= 4; pleat++) {
    stroke(
      stencil,
      [
        { x: x + pleat * 9, y: y - 195 },
        { x: x + pleat * 18, y: y - 109 },
      ],
      1.4,
    );
    fill(picture, stencil, { paint: color('#8a2f22'), opacity: 0.4 });
  }
  stroke(
    stencil,
    [
      { x: x - 84, y: y - 107 },
      { x: x + 84, y: y - 107 },
    ],
    5,
  );
  fill(picture, stencil, { paint: color('#fff0c8') });
  // a cup
  outline(stencil, [
    { x: 800, y: y - 30 },
    { x: 852, y: y - 30 },
    { x: 843, y: y + 18 },
    { x: 809, y: y + 18 },
  ]);
  oval(stencil, { x: 826, y: y + 18, rx: 38, ry: 6 });
  fill(picture, stencil, {
    paint: [
      { at: y - 30, color: color('#f3dcb8') },
      { at: y + 24, color: color('#8a5a3a') },
    ],
  });
  for (let i = 0; i < 3; i++) {
    const steam = Array.from({ length: 12 }, (_, k) => ({
      x: 815 + i * 11 + Math.sin(k * 0.6 + seconds * 2.2 + i * 2) * (2 + k * 0.8),
      y: y - 36 - k * 7,
    }));
    stroke(stencil, steam, 3);
    fill(picture, stencil, { paint: color('#e8d8cc'), opacity: 0.1 });
  }
  glow(light, { x, y: y - 120, radius: 520, color: dim(candle, 0.34), falloff: 3 });
  glow(light, { x, y: y + 30, radius: 360, color: dim(candle, 0.3), tall: 0.35 });
}
