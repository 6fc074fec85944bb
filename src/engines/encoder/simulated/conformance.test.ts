import { writeFile } from 'node:fs/promises';
import { encoderConformance } from '../conformance.ts';
import { filmText, simulatedEncoder } from './open.ts';

encoderConformance('simulated', async () => ({
  encoder: simulatedEncoder(),
  makeFilm: (file) =>
    writeFile(
      file,
      filmText({
        pictures: 50,
        frameRate: { num: 25, den: 1 },
        width: 128,
        height: 64,
        shot: 20,
        audio: ['en'],
        text: ['en'],
      }),
    ),
}));
