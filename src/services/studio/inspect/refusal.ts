import type { Finding } from '../../../contracts/index.ts';
import type { Inspection, VideoStream } from '../../../media/index.ts';
import { filmOf } from './film.ts';
import { refused } from './findings.ts';

const largestSide = 8192;
/** Two days: longer are only mistaken times. */
const longestSeconds = 48 * 3600;

/** Why nothing can be made of a source; undefined where something can. */
export function refusalOf(inspection: Inspection): Finding | undefined {
  const { video, audio, text, complaints } = inspection;
  const moving = video.filter(({ isPicture }) => !isPicture);
  if (moving.length === 0) {
    if (video.length === 0 && audio.length === 0 && text.length === 0) {
      return refused('not-media', 'This is not a film: nothing in it could be recognised as video or audio.');
    }
    const only = audio.length > 0 ? 'only sound' : 'no moving pictures';
    return refused('no-video', `This file has ${only}. A title needs a video stream.`);
  }
  if (moving.every(({ isEncrypted }) => isEncrypted)) {
    return refused('encrypted', 'Its pictures are locked with a key (DRM), so nobody but its player can show them.');
  }
  if (moving.every(({ width, height }) => width < 2 || height < 2)) {
    const { width = 0, height = 0 } = moving[0] ?? {};
    return refused('no-size', `Its pictures measure ${width}×${height}: there is nothing to see.`);
  }
  const film = filmOf(inspection);
  if (film === undefined || film.times.length < 2) {
    const isUnknown = complaints.some(({ line }) => /decoder.*not found|unknown decoder/i.test(line));
    if (isUnknown) {
      const names = moving.map(({ codec }) => codec).join(', ');
      return refused('unknown-codec', `Its pictures are packed as ${names}, which the ffmpeg here cannot unpack.`);
    }
    const why = 'None of its pictures could be decoded: the file is damaged, or cut off at its start.';
    return refused('no-pictures', why);
  }
  return refusalOfStream(film.video) ?? refusalOfLength(film.length);
}

function refusalOfStream({ width, height, dolbyVision }: VideoStream): Finding | undefined {
  if (Math.max(width, height) > largestSide) {
    return refused('too-large', `Its pictures measure ${width}×${height}; no side may be above ${largestSide}.`);
  }
  // Profiles 4 and 7 to 9 always stand on a layer that can be shown.
  if (dolbyVision !== null && dolbyVision.compatibility === 0 && ![4, 7, 8, 9].includes(dolbyVision.profile)) {
    const why = `Its colours can be read by Dolby Vision alone (profile ${dolbyVision.profile}); elsewhere they would be green and violet.`;
    return refused('dolby-vision-only', `${why} Take a version with HDR10, HLG or SDR in it.`);
  }
  return undefined;
}

function refusalOfLength(length: number): Finding | undefined {
  if (length <= 0) return refused('no-length', 'All its pictures are shown at the same moment.');
  if (length <= longestSeconds) return undefined;
  return refused(
    'too-long',
    `By its times it lasts ${Math.round(length / 3600)} hours, which no film does: they are damaged.`,
  );
}
