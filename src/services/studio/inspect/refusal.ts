import type { Finding } from '../../../contracts/index.ts';
import { codecName, type Inspection, type VideoStream } from '../../../media/index.ts';
import { filmOf } from './film.ts';
import { refused } from './findings.ts';
import { listed } from './naming.ts';

const largestSide = 8192;
/** Two days: longer are only mistaken times. */
const longestSeconds = 48 * 3600;

/** Why nothing can be made of a source; undefined where something can. */
export function refusalOf(inspection: Inspection): Finding | undefined {
  const { video, audio, text } = inspection;
  const moving = video.filter(({ isPicture }) => !isPicture);
  if (moving.length === 0) {
    if (video.length === 0 && audio.length === 0 && text.length === 0) {
      return refused('not-media', 'This is not a film: nothing in it could be recognised as video or audio.');
    }
    return refused('no-video', `${contentsOf(inspection)}. A title needs moving pictures.`);
  }
  if (moving.every(({ isEncrypted }) => isEncrypted)) {
    return refused(
      'encrypted',
      'Its pictures are encrypted (DRM), so that only the app it was made for can show them. Add a copy without DRM.',
    );
  }
  if (moving.every(({ width, height }) => width < 2 || height < 2)) {
    const why = 'Nothing tells how large its pictures are: the file is damaged, or its beginning is missing.';
    return refused('no-size', why);
  }
  const film = filmOf(inspection);
  if (film === undefined || film.times.length < 2) {
    if (moving.every(({ isUnreadable = false, isEncrypted }) => isUnreadable || isEncrypted)) {
      return refused('unknown-codec', unknownCodec(moving));
    }
    const why = 'None of its pictures could be decoded: the file is damaged, or cut off at its start.';
    return refused('no-pictures', why);
  }
  return refusalOfStream(film.video) ?? refusalOfLength(film.length);
}

function refusalOfStream({ width, height, dolbyVision }: VideoStream): Finding | undefined {
  if (Math.max(width, height) > largestSide) {
    return refused(
      'too-large',
      `Its pictures measure ${width}×${height}, and neither side may be longer than ${largestSide}. Scale it down and add it again.`,
    );
  }
  // Profiles 4 and 7 to 9 always stand on a layer that can be shown.
  if (dolbyVision !== null && dolbyVision.compatibility === 0 && ![4, 7, 8, 9].includes(dolbyVision.profile)) {
    const why = `Its colours mean something to Dolby Vision alone (profile ${dolbyVision.profile}); anywhere else they would be green and violet.`;
    return refused('dolby-vision-only', `${why} Add a version that also carries HDR10, HLG or SDR.`);
  }
  return undefined;
}

function refusalOfLength(length: number): Finding | undefined {
  if (length <= 0) return refused('no-length', 'All its pictures have the same time, so there is nothing to play.');
  if (length <= longestSeconds) return undefined;
  return refused(
    'too-long',
    `By its time stamps it lasts ${Math.round(length / 3600)} hours, which no film does: they must be damaged.`,
  );
}

/** By name, so that whoever dropped the wrong file sees at once which it was. */
function contentsOf({ video, audio }: Inspection): string {
  if (audio.length === 0) return video.length > 0 ? 'This file holds only still pictures' : 'This file holds only text';
  const names = namesOf(audio);
  const cover = video.length > 0 ? ' and a still picture' : '';
  return `This file holds only sound${names === '' ? '' : ` (${names})`}${cover}`;
}

function unknownCodec(moving: readonly VideoStream[]): string {
  const names = namesOf(moving.filter(({ isUnreadable = false }) => isUnreadable));
  const what = names === '' ? 'in a format without a name, which' : `${names}, which`;
  return `Its pictures are ${what} the ffmpeg here cannot decode. Convert it to H.264, H.265 or AV1 and add it again, or name a newer ffmpeg in BIJOU_FFMPEG.`;
}

function namesOf(streams: readonly Parameters<typeof codecName>[0][]): string {
  return listed([...new Set(streams.map(codecName).filter((name) => name !== undefined))]);
}
