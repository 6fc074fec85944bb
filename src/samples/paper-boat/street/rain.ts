import { color, dim } from '../../drawing/color.ts';
import { hash } from '../../drawing/noise.ts';
import { box, speck, streak } from '../../drawing/picture.ts';
import { fill, stroke } from '../../drawing/shape.ts';
import type { Stage } from '../../film.ts';
import { ground } from './place.ts';

/** The pavement's edge, over its mirror image. */
export function drawKerb({ picture }: Stage, pan: number): void {
  box(
    picture,
    { left: 0, top: ground - 3, right: 1280, bottom: ground + 5 },
    { color: color('#1c0e13'), opacity: 0.85 },
  );
  box(
    picture,
    { left: 0, top: ground + 5, right: 1280, bottom: ground + 6.2 },
    { color: color('#c07a72'), opacity: 0.35 },
  );
  for (let i = 0; i < 40; i++) {
    const x = i * 36 - pan * 0.55;
    box(
      picture,
      { left: x, top: ground - 3, right: x + 1.2, bottom: ground + 5 },
      { color: color('#070405'), opacity: 0.6 },
    );
  }
}

/** Rings where drops meet the stones. */
export function drawSplashes({ picture, stencil }: Stage, seconds: number): void {
  for (let i = 0; i < 34; i++) {
    const beat = seconds * (1.7 + hash(i)) + hash(i + 31);
    const turn = Math.floor(beat);
    const age = beat - turn;
    const y = ground + 16 + hash(i * 91 + turn * 7) ** 1.3 * 260;
    const x = hash(i * 57 + turn * 13) * 1280;
    const grow = (y - ground) / 270;
    const radius = (3 + age * 22) * (0.25 + grow);
    const ring = Array.from({ length: 17 }, (_, k) => ({
      x: x + Math.cos((k / 16) * 2 * Math.PI) * radius,
      y: y + Math.sin((k / 16) * 2 * Math.PI) * radius * 0.3,
    }));
    stroke(stencil, ring, 0.7 + grow * 0.6);
    fill(picture, stencil, { paint: dim(color('#ffd8c8'), 0.4 * (1 - age)), shine: true });
    if (age < 0.25) speck(picture, { x, y: y - 3 - age * 14 }, dim(color('#ffe8dc'), 0.5));
  }
}

export function drawRain({ picture }: Stage, seconds: number): void {
  for (let i = 0; i < 420; i++) {
    const near = hash(i + 5000);
    const speed = 620 + near * 760;
    const length = 26 + near * 56;
    const y = ((hash(i) * 900 + seconds * speed) % 900) - 120;
    const x = ((hash(i + 1000) * 1500 - y * 0.09 + 3000) % 1500) - 100;
    streak(picture, { x, y, lean: -0.09, length, light: 0.035 + near * near * 0.1 });
  }
}
