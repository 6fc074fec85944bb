/** x264 with a pyramid of B pictures decodes this far ahead; a fixed least keeps the rungs of a film alike. */
const usualDepth = 2;

/**
 * When each sample is decoded, in decode order: strictly before or when it is presented, so that no composition offset
 * is negative (decision 0020 says why that matters), and beginning with 0, so that no edit list is needed.
 *
 * `pictures` gives for each sample in decode order its picture's index in display order, `times` the ticks of each
 * picture in display order and last the end. Where at most `depth` pictures are decoded before an earlier one is shown,
 * sample i is decoded when picture i - depth is shown; the first ones share the first picture's time evenly.
 */
export function decodeTimes(pictures: readonly number[], times: readonly number[]): number[] {
  const depth = pictures.reduce((most, picture, position) => Math.max(most, position - picture), usualDepth);
  const firstTicks = times[1] ?? 0;
  return pictures.map((_, position) =>
    position <= depth ? Math.floor((firstTicks * position) / (depth + 1)) : (times[position - depth] ?? 0),
  );
}
