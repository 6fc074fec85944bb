import type { Encoder } from '../index.ts';
import { decodersOf } from './decoders.ts';
import { describe } from './describe.ts';
import { encodeAudio } from './encode-audio.ts';
import { encodeVideo } from './encode-video.ts';
import { extractCaptions } from './extract-captions.ts';
import { extractTexts } from './extract-texts.ts';
import { inspect } from './inspect.ts';
import { readingOf } from './joined.ts';
import { listen } from './listen.ts';
import { makeStills } from './make-stills.ts';
import { makeThumbs } from './make-thumbs.ts';
import { plainSources } from './plain-sources.ts';
import type { FfmpegOptions } from './program.ts';
import { scout } from './scout.ts';
import { stillFormatOf } from './still-format.ts';
import { verify } from './verify.ts';
import { vmafOf } from './vmaf.ts';

export type { FfmpegOptions } from './program.ts';

/** The encoder that is ffmpeg, 5.1 or newer, with libx264. */
export function ffmpegEncoder(options: FfmpegOptions): Encoder {
  const decoders = decodersOf(options);
  const stillFormat = stillFormatOf(options);
  const hasVmaf = vmafOf(options);
  const read = plainSources(async (input, run) => (await readingOf(options, input, run)).input);
  return {
    describe: () => describe(options),
    inspect: async (input, run) => inspect(options, input, { decoders: await decoders(), run }),
    encodeVideo: async (input, work, run) => encodeVideo(options, await read(input, run), { work, run }),
    encodeAudio: async (input, work, run) => encodeAudio(options, await read(input, run), { work, run }),
    extractTexts: async (input, work, run) => extractTexts(options, await read(input, run), { work, run }),
    extractCaptions: async (input, work, run) => extractCaptions(options, await read(input, run), { work, run }),
    scout: async (input, work, run) => scout(options, await read(input, run), { work, run }),
    makeStills: async (input, work, run) =>
      makeStills(options, await read(input, run), { work, run, format: await stillFormat() }),
    makeThumbs: (input, work, run) => makeThumbs(options, input, { work, run }),
    listen: async (input, work, run) => listen(options, await read(input, run), { work, run }),
    verify: async (input, work, run) =>
      verify(options, work.compare === undefined ? input : await read(input, run), {
        work,
        run,
        vmaf: work.compare !== undefined && (await hasVmaf()),
      }),
  };
}
