import type { ThumbnailTrack } from '../../../contracts/title/index.ts';

/** One small picture: which sheet, and where on it, in its own pixels. */
export interface ThumbPlace {
  readonly sheet: number;
  readonly x: number;
  readonly y: number;
}

/** The picture of a time of the film. Undefined where the track has none. */
export function thumbAt(track: ThumbnailTrack, time: number): ThumbPlace | undefined {
  const { columns, rows, count, interval, width, height } = track;
  if (count === 0 || interval <= 0) return undefined;
  const index = Math.max(0, Math.min(count - 1, Math.floor(time / interval)));
  const onSheet = index % (columns * rows);
  return {
    sheet: Math.floor(index / (columns * rows)),
    x: (onSheet % columns) * width,
    y: Math.floor(onSheet / columns) * height,
  };
}

/** Sheets to have, most wanted first: that of the time, then those beside it. */
export function sheetsAround(track: ThumbnailTrack, time: number): readonly number[] {
  const sheet = thumbAt(track, time)?.sheet;
  if (sheet === undefined) return [];
  return [sheet, sheet + 1, sheet - 1].filter((index) => index >= 0 && index < track.sheets.length);
}
