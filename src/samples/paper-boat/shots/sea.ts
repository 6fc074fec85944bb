import { dim } from '../../drawing/color.ts';
import { glow } from '../../drawing/light.ts';
import { noiseTile } from '../../drawing/noise.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { paperBoat } from '../boat.ts';
import { paleBrass } from '../palette.ts';
import { drawRock, drawTower, lamp, lightBeams } from '../sea/lighthouse.ts';
import { drawSky, type Tools } from '../sea/sky.ts';
import { drawSea } from '../sea/water.ts';

/** A moonlit sea with a long swell; a lighthouse turns, and the boat rides by. */
export const sea: Shot = {
  name: 'sea',
  pictures: 80,
  look: { vignette: 0.95, bloomFrom: 0.5, bloom: 0.65 },
  open(stage) {
    const clouds = noiseTile(256, { seed: 51, cells: 3, octaves: 5 });
    const waves = noiseTile(256, { seed: 53, cells: 12, octaves: 4 });
    return (moment) => draw(stage, moment, { clouds, waves });
  },
};

function draw(stage: Stage, { seconds }: Moment, tools: Tools): void {
  const { light } = stage;
  drawSky(stage, seconds, tools);
  const turn = seconds * 1.55 - 1.1;
  drawSea(stage, seconds, { ...tools, sweep: Math.cos(turn) });
  drawRock(stage);
  lightBeams(light, turn);
  drawTower(stage);
  const facing = Math.max(0, Math.sin(turn)) ** 12;
  glow(light, { ...lamp, radius: 60, color: dim(paleBrass, 0.9), falloff: 3 });
  glow(light, { ...lamp, radius: 120 + 420 * facing, color: dim(paleBrass, 0.25 + 0.7 * facing), falloff: 3 });
  const swell = Math.sin(seconds * 1.25);
  const x = 300 + seconds * 42;
  paperBoat(stage, {
    x,
    y: 566 - swell * 11,
    size: 47,
    tilt: Math.cos(seconds * 1.25) * -0.13,
    flame: 0.95,
    mirrored: 0.16,
  });
}
