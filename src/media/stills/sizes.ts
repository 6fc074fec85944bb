/** Of which pictures of titles are made, as far as the film has them. */
const backdropWidths = [320, 640, 1280, 1920];
const posterWidths = [160, 320, 640];
/** A size that is so near to the picture's own stands for it. */
const nearEnough = 0.9;

/** Widths of a backdrop that is at most `own` wide: standard ones below, and its own. Ascending. */
export function backdropSizes(own: number): number[] {
  return sizes(backdropWidths, own);
}

/** Widths of a poster: a third narrower than high, so these are 240, 480 and 960 high. */
export function posterSizes(own: number): number[] {
  return sizes(posterWidths, own);
}

function sizes(standard: readonly number[], own: number): number[] {
  const most = standard.at(-1) ?? own;
  const top = Math.min(own, most);
  return [...standard.filter((width) => width < top * nearEnough), top];
}
