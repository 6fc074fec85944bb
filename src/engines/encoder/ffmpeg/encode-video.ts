import { encoderErrors } from '../errors.ts';
import type { EncodeReport, EncoderRun, MediaInput, VideoWork } from '../index.ts';
import { type FfmpegOptions, lastWords, runProgram } from './program.ts';
import { threshold, videoArguments } from './video-arguments.ts';

const what = 'encode video';

/** Seconds by which ffmpeg's print of a time, six digits after the point, may differ from it. */
const printed = 0.00001;

/** ffmpeg's words for a seek that led nowhere, and for pictures decoded without the key picture that they build on. */
const seekWentWrong = /could not seek to position|first frame is no keyframe/;

/** What ffmpeg did instead of the work: it began with another picture, or wrote another number of them. */
class WrongPictures extends Error {}

/** Seconds before its pictures that are sought, one after another; then everything from the source's start is decoded. */
const seeks = [0, 10, undefined] as const;

/**
 * Encodes after a seek. Some containers cannot seek to a key picture before a time (transport streams with long
 * groups, broken indexes): where the first picture is not the planned one, or pictures are missing, it is sought
 * earlier, and at last everything from the source's start is decoded. Errors: `encoder.failed` where that does not give the planned pictures.
 */
export async function encodeVideo(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run }: { readonly work: VideoWork; readonly run: EncoderRun },
): Promise<EncodeReport> {
  const ways = threshold(work) === undefined ? [undefined] : seeks;
  let last: WrongPictures | undefined;
  for (const seek of ways) {
    try {
      return await attempt(options, input, { work, run, seek });
    } catch (error) {
      if (!(error instanceof WrongPictures)) throw error;
      last = error;
      options.logger.warn('this way did not lead to the planned pictures', { job: run.job, seek, why: error.message });
    }
  }
  throw failed(last ?? new WrongPictures('there is no way to its pictures'));
}

async function attempt(
  options: FfmpegOptions,
  input: MediaInput,
  { work, run, seek }: { readonly work: VideoWork; readonly run: EncoderRun; readonly seek: number | undefined },
): Promise<EncodeReport> {
  let pictures = 0;
  let first: number | undefined;
  const result = await runProgram(options, {
    name: 'ffmpeg',
    arguments: videoArguments(input, work, { seek }),
    what,
    run,
    stdout: 'lines',
    onOutput(line, from) {
      if (from === 'stdout') {
        const frame = /^frame=\s*(\d+)/.exec(line);
        if (frame === null) return;
        pictures = Number(frame[1]);
        run.onProgress?.(Math.min(1, pictures / work.count));
      } else if (first === undefined) {
        if (seek !== undefined && seekWentWrong.test(line)) throw new WrongPictures(line);
        const time = /\[warning\] (-?\d+\.\d{6})$/.exec(line);
        if (time === null) return;
        first = Number(time[1]);
        if (Math.abs(first - work.firstTime) > tolerance(work)) {
          throw new WrongPictures(`the first picture is at ${first} s and not at ${work.firstTime} s`);
        }
      }
    },
  });
  if (result.code !== 0) {
    const why = `${lastWords(result.log)} (exit code ${result.code}).`;
    throw encoderErrors.error('encoder.failed', { what, why, log: result.log });
  }
  if (pictures !== work.count) {
    throw new WrongPictures(`${pictures} of ${work.count} pictures decode from ${work.firstTime} s on`);
  }
  return { cpuSeconds: result.cpuSeconds ?? 0, log: result.log };
}

function tolerance(work: VideoWork): number {
  const gap = work.previousTime === undefined ? 1 : work.firstTime - work.previousTime;
  return Math.min(printed, gap / 2);
}

function failed(error: WrongPictures): Error {
  return encoderErrors.error('encoder.failed', { what, why: `${error.message}.`, log: error.message }, error);
}
