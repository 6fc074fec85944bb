import { type Color, color, dim, mix } from '../../drawing/color.ts';
import { glow } from '../../drawing/light.ts';
import { hash } from '../../drawing/noise.ts';
import { box } from '../../drawing/picture.ts';
import type { Stage } from '../../film.ts';
import { amber, ground } from './place.ts';

/** Far roofs in haze. `pan` in pixels of what is nearest; all that is farther moves less. */
export function drawSkyline({ picture }: Stage, pan: number): void {
  for (let i = 0; i < 34; i++) {
    const left = i * 46 - 60 - pan * 0.25 + hash(i) * 18;
    const top = ground - 90 - hash(i + 40) * 150 - 60 * Math.exp(-(((i - 15) / 5) ** 2));
    const haze = mix(color('#3a1a2e'), color('#5a2836'), hash(i + 80));
    box(picture, { left, top, right: left + 36 + hash(i + 7) * 26, bottom: ground }, { color: haze, opacity: 0.85 });
    for (let w = 0; w < 5; w++) {
      if (hash(i * 9 + w) < 0.5) continue;
      const x = left + 6 + hash(i * 5 + w) * 24;
      const y = top + 10 + hash(i * 3 + w) * 90;
      box(picture, { left: x, top: y, right: x + 2.4, bottom: y + 3 }, { color: color('#f2b48a'), opacity: 0.5 });
    }
  }
}

interface House {
  readonly left: number;
  readonly width: number;
  readonly top: number;
  /** 0 far, 1 near. */
  readonly near: number;
  readonly tone: Color;
}

const houses: readonly House[] = [
  { left: 240, width: 150, top: 190, near: 0.45, tone: color('#241119') },
  { left: 400, width: 120, top: 250, near: 0.4, tone: color('#2c141e') },
  { left: 760, width: 130, top: 232, near: 0.4, tone: color('#2c141e') },
  { left: 880, width: 170, top: 176, near: 0.5, tone: color('#221018') },
  { left: -60, width: 330, top: 60, near: 0.8, tone: color('#150b10') },
  { left: 1040, width: 420, top: 20, near: 0.85, tone: color('#140a0f') },
];

/** Two near houses and four behind them, with lit windows, and the shops that light the pavement. */
export function drawHouses({ picture, light }: Stage, pan: number): void {
  for (const [index, house] of houses.entries()) {
    const left = house.left - pan * house.near;
    box(picture, { left, top: house.top, right: left + house.width, bottom: ground }, { color: house.tone });
    box(
      picture,
      { left: left - 5, top: house.top - 7, right: left + house.width + 5, bottom: house.top + 3 },
      { color: mix(house.tone, color('#7a3d40'), 0.25) },
    );
    const pitch = 22 + 20 * house.near;
    const columns = Math.floor((house.width - 14) / pitch);
    const rows = Math.floor((ground - 84 - house.top) / (pitch * 1.35));
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const chance = hash(index * 1000 + row * 40 + column);
        const x = left + 10 + column * pitch;
        const y = house.top + 20 + row * pitch * 1.35;
        const tone =
          chance > 0.72 ? mix(color('#ffb765'), color('#ffd9a0'), hash(index + row * 7 + column)) : color('#0b070b');
        const area = { left: x, top: y, right: x + pitch * 0.55, bottom: y + pitch * 0.86 };
        box(picture, area, { color: tone, opacity: chance > 0.72 ? 0.85 : 0.7 });
        box(picture, { ...area, left: x + pitch * 0.26, right: x + pitch * 0.29 }, { color: house.tone, opacity: 0.9 });
        if (chance > 0.72)
          glow(light, { x: x + pitch * 0.27, y: y + pitch * 0.4, radius: pitch * 1.6, color: dim(amber, 0.13) });
      }
    }
  }
  // the shop windows that light the pavement
  for (const [x, width, near, tone] of [
    [20, 190, 0.8, color('#ffc27a')],
    [270, 90, 0.45, color('#e88a5a')],
    [905, 110, 0.5, color('#ffb36a')],
    [1075, 230, 0.85, color('#ffd49a')],
  ] as const) {
    const left = x - pan * near;
    box(picture, { left, top: ground - 66, right: left + width, bottom: ground - 8 }, { color: tone, opacity: 0.92 });
    for (let bar = 1; bar < width / 45; bar++)
      box(
        picture,
        { left: left + bar * 45, top: ground - 66, right: left + bar * 45 + 3, bottom: ground - 8 },
        { color: color('#2a1210') },
      );
    box(
      picture,
      { left: left - 6, top: ground - 82, right: left + width + 6, bottom: ground - 64 },
      { color: color('#4c1526') },
    );
    glow(light, { x: left + width / 2, y: ground - 36, radius: width * 0.9, color: dim(tone, 0.2), tall: 0.7 });
  }
}
