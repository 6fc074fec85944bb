import type { Encoder } from '../index.ts';
import { decodersOf } from './decoders.ts';
import { describe } from './describe.ts';
import { encodeAudio } from './encode-audio.ts';
import { encodeVideo } from './encode-video.ts';
import { extractCaptions } from './extract-captions.ts';
import { extractTexts } from './extract-texts.ts';
import { inspect } from './inspect.ts';
import { listen } from './listen.ts';
import { makeStills } from './make-stills.ts';
import { makeThumbs } from './make-thumbs.ts';
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
  return {
    describe: () => describe(options),
    inspect: async (input, run) => inspect(options, input, { decoders: await decoders(), run }),
    encodeVideo: (input, work, run) => encodeVideo(options, input, { work, run }),
    encodeAudio: (input, work, run) => encodeAudio(options, input, { work, run }),
    extractTexts: (input, work, run) => extractTexts(options, input, { work, run }),
    extractCaptions: (input, work, run) => extractCaptions(options, input, { work, run }),
    scout: (input, work, run) => scout(options, input, { work, run }),
    makeStills: async (input, work, run) => makeStills(options, input, { work, run, format: await stillFormat() }),
    makeThumbs: (input, work, run) => makeThumbs(options, input, { work, run }),
    listen: (input, work, run) => listen(options, input, { work, run }),
    verify: async (input, work, run) =>
      verify(options, input, { work, run, vmaf: work.compare !== undefined && (await hasVmaf()) }),
  };
}
