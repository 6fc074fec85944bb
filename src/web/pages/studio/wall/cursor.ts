/** One square of the wall. */
export interface Place {
  readonly rung: number;
  readonly chunk: number;
}

export interface Ground {
  readonly rungs: number;
  readonly chunks: number;
  readonly perBand: number;
  /** True where the page is read from right to left: the film begins at the right. */
  readonly mirrored: boolean;
  /** True for squares that one jumps between with `n` and `p`. */
  readonly worth: (place: Place) => boolean;
}

/**
 * Where a key leads. Undefined where it leads nowhere on the wall, so that the page may have it: arrows at the wall's
 * edge leave it.
 */
export function moveBy(key: string, { ctrl = false, from, ground }: Move): Place | undefined {
  const last = ground.chunks - 1;
  const to = (rung: number, chunk: number): Place | undefined =>
    rung < 0 || rung >= ground.rungs || chunk < 0 || chunk > last || (rung === from.rung && chunk === from.chunk)
      ? undefined
      : { rung, chunk };
  const on = ground.mirrored ? -1 : 1;
  const bandStart = from.chunk - (from.chunk % ground.perBand);
  switch (key) {
    case 'ArrowRight':
      return to(from.rung, from.chunk + on);
    case 'ArrowLeft':
      return to(from.rung, from.chunk - on);
    case 'ArrowDown':
      return from.rung + 1 < ground.rungs ? to(from.rung + 1, from.chunk) : to(0, from.chunk + ground.perBand);
    case 'ArrowUp':
      return from.rung > 0 ? to(from.rung - 1, from.chunk) : to(ground.rungs - 1, from.chunk - ground.perBand);
    case 'Home':
      return ctrl ? to(0, 0) : to(from.rung, bandStart);
    case 'End':
      return ctrl ? to(ground.rungs - 1, last) : to(from.rung, Math.min(last, bandStart + ground.perBand - 1));
    case 'PageDown':
      return to(from.rung, Math.min(last, from.chunk + ground.perBand));
    case 'PageUp':
      return to(from.rung, Math.max(0, from.chunk - ground.perBand));
    case 'n':
      return seek(from, ground, 1);
    case 'p':
      return seek(from, ground, -1);
    default:
      return undefined;
  }
}

export interface Move {
  readonly ctrl?: boolean;
  readonly from: Place;
  readonly ground: Ground;
}

/** The next square worth a look, in the film's order, from the start again after its end. */
function seek(from: Place, ground: Ground, step: 1 | -1): Place | undefined {
  const all = ground.rungs * ground.chunks;
  let place = from.chunk * ground.rungs + from.rung;
  for (let tried = 1; tried < all; tried += 1) {
    place = (place + step + all) % all;
    const found = { chunk: Math.floor(place / ground.rungs), rung: place % ground.rungs };
    if (ground.worth(found)) return found;
  }
  return undefined;
}
