import { readFile } from 'node:fs/promises';
import type { Rational } from '../../../kit/index.ts';
import type { Inspection } from '../../../media/index.ts';
import { encoderErrors } from '../errors.ts';
import type { MediaInput } from '../index.ts';

/** A film that is its own description. The text of `filmText` is a whole source for the simulated encoder. */
export interface SimulatedFilm {
  readonly pictures: number;
  readonly frameRate: Rational;
  readonly width: number;
  readonly height: number;
  /** Pictures of each shot. */
  readonly shot: number;
  /** BCP 47, one for each track. */
  readonly audio: readonly string[];
  readonly text: readonly string[];
}

const mark = 'bijou simulated film';

export function filmText(film: SimulatedFilm): string {
  return JSON.stringify({ mark, ...film });
}

/** Errors: `encoder.refused` where the source is not the text of a film. */
export async function readFilm(input: MediaInput, signal: AbortSignal): Promise<SimulatedFilm> {
  const source = input.startsWith('http://')
    ? await fetch(input, { signal }).then((response) => response.text())
    : await readFile(input, { encoding: 'utf8', signal });
  try {
    const film = JSON.parse(source) as SimulatedFilm & { readonly mark?: string };
    if (film.mark === mark) return film;
  } catch (error) {
    throw encoderErrors.error('encoder.refused', { why: 'it is not a simulated film.' }, error);
  }
  throw encoderErrors.error('encoder.refused', { why: 'it is not a simulated film.' });
}

export function inspectionOf(film: SimulatedFilm): Inspection {
  const { num, den } = film.frameRate;
  const length = (film.pictures * den) / num;
  const shots = Math.ceil(film.pictures / film.shot);
  const basics = { label: '', isDefault: true, startTime: 0 };
  return {
    version: 1,
    container: 'simulated',
    durationSeconds: length,
    startSeconds: 0,
    video: [
      {
        ...basics,
        index: 0,
        codec: 'simulated',
        language: 'und',
        durationSeconds: length,
        profile: 'unknown',
        width: film.width,
        height: film.height,
        frameRate: film.frameRate,
        timeBase: { num: 1, den: num },
        pixelFormat: 'yuv420p',
        sampleAspect: { num: 1, den: 1 },
        rotation: 0,
        fieldOrder: 'progressive',
        color: { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', range: 'tv' },
        isMirrored: false,
        dolbyVision: null,
        isEncrypted: false,
        hiddenPackets: 0,
        isPicture: false,
      },
    ],
    audio: film.audio.map((language, index) => ({
      ...basics,
      index: 1 + index,
      codec: 'simulated',
      language,
      isDefault: index === 0,
      channels: 2,
      layout: 'stereo',
      sampleRate: 48000,
      durationSeconds: length,
      heard: { from: 0, to: length },
    })),
    text: film.text.map((language, index) => ({
      ...basics,
      index: 1 + film.audio.length + index,
      codec: 'simulated',
      language,
      isDefault: index === 0,
      isBitmap: false,
      isForced: false,
    })),
    chapters: [],
    pictures:
      film.pictures === 0
        ? null
        : {
            stream: 0,
            timeBase: { num: 1, den: num },
            start: 0,
            durations: [[den, film.pictures]],
            cuts: Array.from({ length: shots - 1 }, (_, index) => (index + 1) * film.shot),
            dropped: null,
            damaged: [],
          },
    looks: null,
    complaints: [],
  };
}
