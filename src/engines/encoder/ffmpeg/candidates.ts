import type { VideoStream } from '../../../media/index.ts';
import type { Programme } from './programmes.ts';

/** A stream that is much shorter than the longest, as a share of its pictures, is no film beside it. */
const shortShare = 0.1;

/**
 * Streams that may be the film, the best first: what moves before what stands still, what its file means to be shown
 * before what it does not, then the largest, of the programme that has most. Covers, and what cannot be read, are not
 * among them.
 */
export function candidatesOf(video: readonly VideoStream[], programmes: readonly Programme[]): readonly VideoStream[] {
  const usable = video.filter(
    ({ isPicture, isEncrypted, isUnreadable = false, width, height }) =>
      !isPicture && !isEncrypted && !isUnreadable && width > 0 && height > 0,
  );
  const most = Math.max(0, ...usable.map(({ pictureCount = 0 }) => pictureCount));
  const moves = ({ pictureCount = most }: VideoStream) => pictureCount > 1 && pictureCount >= most * shortShare;
  const beside = ({ index }: VideoStream) =>
    Math.max(0, ...programmes.filter(({ streams }) => streams.includes(index)).map(({ streams }) => streams.length));
  return usable.sort(
    (a, b) =>
      Number(moves(b)) - Number(moves(a)) ||
      Number(b.isDefault) - Number(a.isDefault) ||
      b.width * b.height - a.width * a.height ||
      beside(b) - beside(a) ||
      a.index - b.index,
  );
}
