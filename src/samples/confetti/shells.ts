import { type Color, dim, mix } from '../drawing/color.ts';
import { glow } from '../drawing/light.ts';
import { hash } from '../drawing/noise.ts';
import { speck } from '../drawing/picture.ts';
import { fill, outline } from '../drawing/shape.ts';
import type { Stage } from '../film.ts';
import { white } from './palette.ts';

export interface Shell {
  /** Seconds at which it bursts. */
  readonly at: number;
  readonly x: number;
  readonly y: number;
  /** How far its sparks get, in pixels. */
  readonly reach: number;
  readonly tone: Color;
  /** A peony is a ball that goes out; a willow hangs down in gold for seconds. */
  readonly kind: 'peony' | 'willow';
  readonly sparks: number;
}

const habits = {
  peony: { life: 2, brake: 2.6, fall: 52, tail: 0.17, width: 3 },
  willow: { life: 3.4, brake: 2.1, fall: 74, tail: 0.4, width: 2.3 },
} as const;

const climb = 0.55;

/** One shell, from its climb to its last spark. Draws nothing before and after. */
export function burst(stage: Stage, shell: Shell, seconds: number, ground: number): void {
  const age = seconds - shell.at;
  const { life } = habits[shell.kind];
  if (age < -climb || age > life) return;
  if (age < 0) rise(stage, shell, 1 + age / climb, ground);
  else open(stage, shell, age);
}

function rise({ picture, light }: Stage, { x, y, tone }: Shell, part: number, ground: number): void {
  for (let k = 0; k < 26; k++) {
    const t = Math.max(0, part - k * 0.014);
    const eased = 1 - (1 - t) ** 2;
    speck(
      picture,
      { x: x + Math.sin(t * 30 + x) * 1.6, y: ground + (y - ground) * eased },
      dim(mix(tone, white, 0.6), 0.9 * (1 - k / 26)),
    );
  }
  const eased = 1 - (1 - part) ** 2;
  glow(light, { x, y: ground + (y - ground) * eased, radius: 26, color: dim(tone, 0.6), falloff: 3 });
}

function open({ picture, stencil, light }: Stage, shell: Shell, age: number): void {
  const { x, y, reach, tone, kind, sparks } = shell;
  const { life, brake, fall, tail, width } = habits[kind];
  const seed = Math.round(x * 7 + y * 13 + shell.at * 100);
  const left = 1 - age / life;
  const strength = left ** 0.75;
  const young = Math.exp(-age * 7);
  glow(light, { x, y, radius: reach * 2.4, color: dim(tone, 0.16 * strength + 0.5 * young), falloff: 2 });
  glow(light, { x, y, radius: reach * 0.6, color: dim(white, 1.1 * young), falloff: 2 });
  const place = (i: number, t: number): { x: number; y: number } => {
    const up = hash(seed + i) * 2 - 1;
    const turn = hash(seed + i + 5000) * 2 * Math.PI;
    const out = reach * (0.86 + 0.14 * hash(seed + i + 9000)) * (1 - Math.exp(-brake * t));
    const flat = Math.sqrt(1 - up * up);
    return { x: x + Math.cos(turn) * flat * out, y: y + up * out + fall * t * t * (kind === 'willow' ? 0.9 : 0.6) };
  };
  const crackle = Math.floor(age * 30);
  for (let i = 0; i < sparks; i++) {
    if (left < 0.45 && hash(i * 31 + crackle * 7 + seed) > left * 2) continue;
    const head = place(i, age);
    const foot = place(i, Math.max(0, age - tail * (0.6 + 0.6 * hash(i + seed + 3))));
    spark(stencil, head, foot, width * (0.7 + 0.6 * left));
    speck(picture, head, dim(mix(tone, white, 0.75), strength * (0.7 + 0.6 * hash(i + crackle))));
  }
  fill(picture, stencil, { paint: dim(mix(tone, white, 0.5 * young + 0.08), 1.05 * strength), shine: true });
}

/** A sliver: wide at its head, nothing at its foot. */
function spark(
  stencil: Stage['stencil'],
  head: { x: number; y: number },
  foot: { x: number; y: number },
  width: number,
): void {
  const dx = head.x - foot.x;
  const dy = head.y - foot.y;
  const length = Math.hypot(dx, dy) || 1;
  const nx = (-dy / length) * width * 0.5;
  const ny = (dx / length) * width * 0.5;
  outline(stencil, [{ x: head.x + nx, y: head.y + ny }, { x: head.x - nx, y: head.y - ny }, foot]);
}
