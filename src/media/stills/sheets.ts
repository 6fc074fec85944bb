import type { ThumbnailTrackLike } from '../presentation.ts';

/** Bits a second that the largest sheet takes over the time that it is for. */
export function peakOfSheets({ columns, rows, interval, sheets }: ThumbnailTrackLike): number {
  const largest = Math.max(1, ...sheets.map(({ bytes }) => bytes));
  return Math.ceil((largest * 8) / (columns * rows * interval));
}
