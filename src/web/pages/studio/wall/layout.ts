/** Where the squares of a wall lie. CSS pixels. */
export interface Layout {
  /** From one square to the next, gap and all. */
  readonly across: number;
  readonly down: number;
  readonly gap: number;
  /** Squares side by side in a band; a long film is told in several, like lines of a page. */
  readonly perBand: number;
  readonly bands: number;
  readonly rungs: number;
  readonly chunks: number;
  /** From the top of a band to that of the next. */
  readonly bandPitch: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of 1 rem, as it was laid out for. */
  readonly rem: number;
}

export interface LayoutTask {
  readonly chunks: number;
  readonly rungs: number;
  /** What there is, and what would be good to keep to. */
  readonly width: number;
  readonly height: number;
  /** Pixels of 1 rem: the wall grows with the text. */
  readonly rem: number;
}

const bandGapRem = 0.75;
/** Windows of one long row: few share the whole width, as they share the film's time; many are as narrow as a finger can still point at. */
const narrowestRem = 0.75;
const tallestRem = 3.75;
const usualTallRem = 1.75;
/** Windows in bands: as large as still fits. */
const largestRem = 1.25;
const smallestRem = 0.3125;

/**
 * Few chunks lie in one row, from the film's start to its end. More are told in bands, with windows as large as the
 * height allows; and when even the smallest do not fit, the wall becomes longer than was asked for.
 */
export function layOut({ chunks, rungs, width, height, rem }: LayoutTask): Layout {
  const lines = Math.max(1, rungs);
  const pieces = Math.max(1, chunks);
  const across = width / pieces;
  if (across >= narrowestRem * rem) {
    const narrow = Math.min(across * 1.5, usualTallRem * rem);
    const wide = Math.min((across * 9) / 16, tallestRem * rem);
    return finish({ across, down: Math.max(narrow, wide), perBand: pieces });
  }
  for (let side = largestRem * rem; ; side -= 1) {
    const square = Math.max(side, smallestRem * rem);
    const perBand = Math.min(pieces, Math.max(1, Math.floor(width / square)));
    const made = finish({ across: square, down: square, perBand });
    if (made.height <= height || square === smallestRem * rem) return evened(made, width);
  }

  function finish(part: Pick<Layout, 'across' | 'down' | 'perBand'>): Layout {
    const bands = Math.ceil(pieces / part.perBand);
    const bandPitch = lines * part.down + (bands > 1 ? bandGapRem * rem : 0);
    return {
      ...part,
      gap: Math.min(part.across, part.down) >= 0.75 * rem ? Math.max(2, rem / 8) : 1,
      bands,
      rungs: lines,
      chunks: pieces,
      bandPitch,
      width: part.perBand * part.across,
      height: bands * bandPitch,
      rem,
    };
  }
}

/** The same layout with its bands alike in length, and as wide as whole pixels allow: parts of pixels make seams. */
function evened(layout: Layout, width: number): Layout {
  const perBand = Math.ceil(layout.chunks / layout.bands);
  const across = Math.floor(width / perBand);
  return { ...layout, perBand, across, width: across * perBand };
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a square lies, without its gap. */
export function boxOf(layout: Layout, { rung, chunk }: { readonly rung: number; readonly chunk: number }): Box {
  const band = Math.floor(chunk / layout.perBand);
  return {
    x: (chunk % layout.perBand) * layout.across,
    y: band * layout.bandPitch + rung * layout.down,
    width: layout.across - layout.gap,
    height: layout.down - layout.gap,
  };
}

/** The square at a point, or undefined between bands and beside the wall. */
export function squareAt(
  layout: Layout,
  { x, y }: { readonly x: number; readonly y: number },
): { readonly rung: number; readonly chunk: number } | undefined {
  const band = Math.floor(y / layout.bandPitch);
  const rung = Math.floor((y - band * layout.bandPitch) / layout.down);
  const column = Math.floor(x / layout.across);
  const chunk = band * layout.perBand + column;
  const inside = column >= 0 && column < layout.perBand && rung >= 0 && rung < layout.rungs && band >= 0;
  return inside && chunk < layout.chunks ? { rung, chunk } : undefined;
}

/** The square that a finger meant: the one under it, or one of those worth a look within reach of it. */
export function squareMeant(
  layout: Layout,
  point: { readonly x: number; readonly y: number },
  { reach, worth }: { readonly reach: number; readonly worth: (rung: number, chunk: number) => boolean },
): { readonly rung: number; readonly chunk: number } | undefined {
  const under = squareAt(layout, point);
  if (under !== undefined && worth(under.rung, under.chunk)) return under;
  let nearest: { rung: number; chunk: number; far: number } | undefined;
  for (let dy = -reach; dy <= reach; dy += layout.down) {
    for (let dx = -reach; dx <= reach; dx += layout.across) {
      const square = squareAt(layout, { x: point.x + dx, y: point.y + dy });
      const far = Math.hypot(dx, dy);
      if (square === undefined || far > reach || !worth(square.rung, square.chunk)) continue;
      if (nearest === undefined || far < nearest.far) nearest = { ...square, far };
    }
  }
  return nearest === undefined ? under : { rung: nearest.rung, chunk: nearest.chunk };
}
