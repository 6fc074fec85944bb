import { color, dim } from '../../drawing/color.ts';
import { glow } from '../../drawing/light.ts';
import { mirror } from '../../drawing/mirror.ts';
import { type NoiseTile, noiseTile } from '../../drawing/noise.ts';
import { ramp } from '../../drawing/picture.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { paperBoat } from '../boat.ts';
import { drawHouses, drawSkyline } from '../street/houses.ts';
import { drawCar, drawLamps, drawWalker } from '../street/passers-by.ts';
import { ground } from '../street/place.ts';
import { drawKerb, drawRain, drawSplashes } from '../street/rain.ts';
import { drawSigns } from '../street/signs.ts';

/** A neon street in the rain, all of it twice: once upright, once on the wet stones. */
export const street: Shot = {
  name: 'street',
  pictures: 80,
  look: { vignette: 0.9, bloomFrom: 0.42, bloom: 0.75 },
  open(stage) {
    const ripples = noiseTile(256, { seed: 21, cells: 16, octaves: 3 });
    return (moment) => draw(stage, moment, ripples);
  },
};

function draw(stage: Stage, { seconds }: Moment, ripples: NoiseTile): void {
  const pan = seconds * 16 - 26;
  ramp(stage.picture, [
    { at: 0, color: color('#120b16') },
    { at: 240, color: color('#331830') },
    { at: ground, color: color('#884050') },
  ]);
  stage.picture.y.fill(0.03, ground * 1280);
  glow(stage.light, { x: 660 - pan * 0.2, y: ground - 40, radius: 520, color: dim(color('#ff8c5a'), 0.26), tall: 0.6 });
  drawSkyline(stage, pan);
  drawHouses(stage, pan);
  drawSigns(stage, pan, seconds);
  drawLamps(stage, pan);
  drawWalker(stage, pan, seconds);
  drawCar(stage, seconds);
  mirror(stage.picture, stage.light, {
    horizon: ground,
    squeeze: 1.15,
    far: 0.76,
    near: 0.62,
    ground: color('#0a070a'),
    tile: ripples,
    rippleX: 15,
    rippleY: 30,
    fineX: 0.2,
    fineY: 1.1,
    drift: seconds * 7,
  });
  drawKerb(stage, pan);
  const bob = Math.sin(seconds * 3.1);
  paperBoat(stage, {
    x: 330 + seconds * 74,
    y: 614 + bob * 3,
    size: 46,
    tilt: bob * 0.07 + 0.03,
    flame: 0.95,
    mirrored: 0.2,
  });
  drawSplashes(stage, seconds);
  drawRain(stage, seconds);
}
