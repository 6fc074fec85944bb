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
 * before those aside. Undefined where there is none.
 */
export function nearest<One extends { readonly box: Box }>(
  from: Box,
  { among, direction }: { readonly among: readonly One[]; readonly direction: Direction },
): One | undefined {
  let best: One | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const one of among) {
    const cost = costOf(from, { to: one.box, direction });
    if (cost < least) [best, least] = [one, cost];
  }
  return best;
}

/** Being aside costs more than being far: a row's own neighbour comes before a nearer one of the next row. */
const asideWeight = 4;
/** Edges that touch or overlap a little still count as beyond. */
const slack = 4;

function costOf(from: Box, { to, direction }: { readonly to: Box; readonly direction: Direction }): number {
  const [a, b] = [turned(from, direction), turned(to, direction)];
  const ahead = b.top - a.bottom;
  if (ahead < -slack - Math.min(a.bottom - a.top, b.bottom - b.top) / 2) return Number.POSITIVE_INFINITY;
  if (b.top <= a.top) return Number.POSITIVE_INFINITY;
  const overlap = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const aside = overlap > 0 ? 0 : -overlap;
  const middle = Math.abs((a.left + a.right - b.left - b.right) / 2);
  return Math.max(0, ahead) + aside * asideWeight + middle / 100;
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
