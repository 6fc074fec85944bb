import { type Color, color, dim, mix } from '../../drawing/color.ts';
import { letters } from '../../drawing/lettering.ts';
import { glow } from '../../drawing/light.ts';
import { hash } from '../../drawing/noise.ts';
import { box } from '../../drawing/picture.ts';
import { fill, stroke } from '../../drawing/shape.ts';
import type { Stage } from '../../film.ts';
import { amber, pink, teal } from './place.ts';

/** Neon: a picture house, a hotel whose tube buzzes, tea, and a moon. */
export function drawSigns(stage: Stage, pan: number, seconds: number): void {
  const buzz = hash(Math.floor(seconds * 12)) > 0.12 ? 1 : 0.72;
  verticalSign(stage, { text: 'BIJOU', x: 322 - pan * 0.8, top: 92, size: 36, tone: pink, power: 1 });
  verticalSign(stage, { text: 'HOTEL', x: 1004 - pan * 0.85, top: 120, size: 28, tone: teal, power: buzz });
  tube(stage, { text: 'TEA', x: 456 - pan * 0.42, y: 300, size: 26, tone: amber, power: 1 });
  const x = 1150 - pan * 0.85;
  const crescent = Array.from({ length: 25 }, (_, i) => {
    const angle = 0.9 + (i / 24) * 4.5;
    return { x: x + Math.cos(angle) * 46, y: 170 + Math.sin(angle) * 46 };
  });
  const inner = Array.from({ length: 19 }, (_, i) => {
    const angle = -1.15 + 7.4 - (i / 18) * 3.9;
    return { x: x + 26 + Math.cos(angle) * 36, y: 170 + Math.sin(angle) * 36 };
  });
  neon(stage, {
    lines: [crescent, inner.filter((p) => p.x < x + 30)],
    x,
    y: 170,
    radius: 150,
    tone: pink,
    weight: 4,
    power: 0.9,
  });
}

interface Sign {
  readonly text: string;
  readonly x: number;
  readonly size: number;
  readonly tone: Color;
  readonly power: number;
}

function verticalSign(stage: Stage, { text, x, top, size, tone, power }: Sign & { readonly top: number }): void {
  const pitch = size * 1.3;
  const bottom = top + text.length * pitch;
  box(
    stage.picture,
    { left: x - size * 0.85, top: top - size * 0.5, right: x + size * 0.85, bottom: bottom + 2 },
    { color: color('#12070d') },
  );
  const rim = [
    { x: x - size * 0.72, y: top - size * 0.36 },
    { x: x + size * 0.72, y: top - size * 0.36 },
    { x: x + size * 0.72, y: bottom - size * 0.12 },
    { x: x - size * 0.72, y: bottom - size * 0.12 },
    { x: x - size * 0.72, y: top - size * 0.36 },
  ];
  const lines = [...text].flatMap(
    (letter, i) => letters({ text: letter, x, y: top + i * pitch, size, spacing: 0 })[0]?.strokes ?? [],
  );
  neon(stage, { lines: [rim], x, y: (top + bottom) / 2, radius: size * 3, tone: amber, weight: 2, power: 0.5 * power });
  neon(stage, { lines, x, y: (top + bottom) / 2, radius: size * 7, tone, weight: 3.6, power });
}

function tube(stage: Stage, { text, x, y, size, tone, power }: Sign & { readonly y: number }): void {
  const lines = letters({ text, x, y, size, spacing: 0.25 }).flatMap(({ strokes }) => strokes);
  neon(stage, { lines, x, y: y + size / 2, radius: size * 5, tone, weight: 3, power });
}

interface Neon {
  readonly lines: readonly (readonly { x: number; y: number }[])[];
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly tone: Color;
  readonly weight: number;
  readonly power: number;
}

function neon({ picture, stencil, light }: Stage, { lines, x, y, radius, tone, weight, power }: Neon): void {
  for (const line of lines) stroke(stencil, line, weight * 2.4);
  fill(picture, stencil, { paint: dim(tone, 0.45 * power), shine: true });
  for (const line of lines) stroke(stencil, line, weight);
  fill(picture, stencil, { paint: mix(dim(tone, power), color('#fff2ee'), 0.5 * power) });
  glow(light, { x, y, radius, color: dim(tone, 0.34 * power), tall: 1.1 });
  glow(light, { x, y, radius: radius * 2.6, color: dim(tone, 0.1 * power) });
}
