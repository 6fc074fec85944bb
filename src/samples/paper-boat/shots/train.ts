import { noiseTile } from '../../drawing/noise.ts';
import type { Moment, Shot, Stage } from '../../film.ts';
import { drawCompartment } from '../train/compartment.ts';
import { drawLamp } from '../train/lamp.ts';
import { drawSky, drawValley, type Tools } from '../train/valley.ts';
import { drawWires } from '../train/wires.ts';

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

function draw(stage: Stage, { seconds }: Moment, tools: Tools): void {
  drawSky(stage, seconds, tools);
  drawValley(stage, seconds, tools);
  drawWires(stage, seconds);
  drawCompartment(stage, seconds);
  drawLamp(stage, seconds);
}
