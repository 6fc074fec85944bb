/** A box on the screen, as `getBoundingClientRect` gives it. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * Which of the boxes one means who goes from `from` in a direction: the nearest beyond its edge, those straight ahead
 * before those aside, or `inLine` none of these. Undefined where there is none.
 */
export function nearest<One extends { readonly box: Box }>(
  from: Box,
  options: { readonly among: readonly One[]; readonly direction: Direction; readonly inLine?: boolean },
): One | undefined {
  const { among, direction, inLine = false } = options;
  let best: One | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of among) {
    const cost = costOf(from, { to: one.box, direction, inLine });
    if (cost < least) [best, least] = [one, cost];
  }
  return best;
}

/** Being aside costs more than being far: a row's own neighbour comes before a nearer one of the next row. */
const asideWeight = 4;
/** Edges that touch or overlap a little still count as beyond. */
const slack = 4;

function costOf(
  from: Box,
  { to, direction, inLine }: { readonly to: Box; readonly direction: Direction; readonly inLine: boolean },
): number {
  const [a, b] = [turned(from, direction), turned(to, direction)];
  const ahead = b.top - a.bottom;
  // One inside the other, as a field and the cross that empties it: their middles say where they lie.
  if (isWithin(a, b) || isWithin(b, a)) {
    const apart = (b.top + b.bottom - a.top - a.bottom) / 2;
    return apart > slack ? apart / 100 : Number.POSITIVE_INFINITY;
  }
  if (ahead < -slack - Math.min(a.bottom - a.top, b.bottom - b.top) / 2) return Number.POSITIVE_INFINITY;
  if (b.top <= a.top) return Number.POSITIVE_INFINITY;
  const overlap = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const aside = overlap > 0 ? 0 : -overlap;
  if (inLine && aside > 0) return Number.POSITIVE_INFINITY;
  const middle = Math.abs((a.left + a.right - b.left - b.right) / 2);
  return Math.max(0, ahead) + aside * asideWeight + middle / 100;
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
  );
}

/** The same box in a world where the direction is down. */
function turned({ left, right, top, bottom }: Box, direction: Direction): Box {
  switch (direction) {
    case 'down':
      return { left, right, top, bottom };
    case 'up':
      return { left, right, top: -bottom, bottom: -top };
    case 'right':
      return { left: top, right: bottom, top: left, bottom: right };
    case 'left':
      return { left: top, right: bottom, top: -right, bottom: -left };
  }
}
