import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../../kit/index.ts';
import { encoderErrors } from '../errors.ts';
import type { EncodeReport, Encoder, EncoderRun } from '../index.ts';
import { inspectionOf, readFilm } from './film.ts';
import { simulatedAudio, simulatedText, simulatedVideo } from './outputs.ts';
import { simulatedSheets, simulatedSighting, simulatedStills } from './stills.ts';

export { filmText, type SimulatedFilm } from './film.ts';

export interface SimulatedEncoderOptions {
  readonly clock?: Clock;
  /** Milliseconds that a picture takes to encode in all its rungs; 0 unless told, for tests of what is around it. */
  readonly millisecondsPerPicture?: number;
}

/** An encoder of films that are descriptions (`filmText`): the same outputs for the same work, in no time. */
export function simulatedEncoder({
  clock = systemClock,
  millisecondsPerPicture = 0,
}: SimulatedEncoderOptions = {}): Encoder {
  async function spend(pictures: number, run: EncoderRun): Promise<EncodeReport> {
    run.signal.throwIfAborted();
    const milliseconds = pictures * millisecondsPerPicture;
    if (milliseconds > 0) await clock.sleep(milliseconds, run.signal);
    run.onProgress?.(1);
    run.onCpu?.(milliseconds / 1000);
    return { cpuSeconds: milliseconds / 1000, log: '' };
  }

  async function film(input: string, run: EncoderRun) {
    run.signal.throwIfAborted();
    return readFilm(input, run.signal);
  }

  return {
    describe: async () => 'simulated',
    async inspect(input, run) {
      const found = await film(input, run);
      await spend(0, run);
      return inspectionOf(found);
    },
    async encodeVideo(input, work, run) {
      const { pictures, frameRate } = await film(input, run);
      const first = Math.round((work.firstTime * frameRate.num) / frameRate.den);
      if (first + work.count > pictures) {
        const why = `${pictures - first} of ${work.count} pictures decode from ${work.firstTime} s on.`;
        throw encoderErrors.error('encoder.failed', { what: 'encode video', why, log: '' });
      }
      const report = await spend(work.count, run);
      for (const rung of work.rungs) await writeFile(rung.output, simulatedVideo(work, rung));
      return report;
    },
    async encodeAudio(input, work, run) {
      await film(input, run);
      const report = await spend(0, run);
      await writeFile(work.output, simulatedAudio(work));
      return report;
    },
    async extractTexts(input, { start, tracks, folder }, run) {
      await film(input, run);
      await spend(0, run);
      await mkdir(folder, { recursive: true });
      const files = tracks.map(({ name }, index) => ({ name, file: join(folder, `text-${index}.out`) }));
      for (const { file } of files) await writeFile(file, simulatedText(start));
      return { files, leftOut: [] };
    },
    async extractCaptions(input, work, run) {
      await film(input, run);
      await spend(0, run);
      await writeFile(work.output, simulatedText(work.start));
      return 1;
    },
    async scout(input, work, run) {
      const { frameRate, shot } = await film(input, run);
      await spend(0, run);
      // Every shot begins with a key picture.
      const shotSeconds = (shot * frameRate.den) / frameRate.num;
      const places = new Set(work.times.map((time) => Math.floor(time / shotSeconds) * shotSeconds));
      return [...places].sort((a, b) => a - b).map((at) => simulatedSighting(at));
    },
    async makeStills(input, work, run) {
      await film(input, run);
      await spend(0, run);
      return simulatedStills(work);
    },
    async makeThumbs(input, work, run) {
      run.signal.throwIfAborted();
      await spend(0, run);
      return simulatedSheets(input, work);
    },
    async verify(_, work, run) {
      await spend(0, run);
      const { compare, rungs } = work;
      const measured = rungs.map(({ name }) => ({ name, ssim: 1, pictures: compare?.pictures ?? 0 }));
      return { faults: [], measured: compare === undefined ? [] : measured };
    },
    async listen(input, work, run) {
      await film(input, run);
      await spend(0, run);
      return work.tracks.map(({ name }) => ({ name, integrated: -24, truePeak: -6 }));
    },
  };
}
