/** One picture that can be chosen, with the sound that goes with it. */
export interface Rung {
  /** Bits a second, at most. */
  readonly bandwidth: number;
  readonly width: number;
  readonly height: number;
}

export interface Moment {
  /** Bits a second that the network is thought to carry. */
  readonly rate: number;
  /** How fast the film plays: at 2, it takes twice the bits a second. */
  readonly speed: number;
  /** Seconds that lie ahead. */
  readonly ahead: number;
  /** Device pixels that the picture has on screen. */
  readonly screen: { readonly width: number; readonly height: number };
  /** What is on its way just now; undefined before the first choice. */
  readonly now: Rung | undefined;
}

/** Up only where there is room to spare, down only where there is none: a choice that stands is worth something. */
const upPart = 0.8;
const stayPart = 0.95;
/** With little ahead, a choice that turns out too high would stop the film. */
const tightSeconds = 5;
const tightPart = 0.6;
/** The first choice is to arrive quickly: a segment of some four seconds in about three quarters of one. */
const firstPart = 1 / 6;

/**
 * The best of these that the network carries and the screen can show; the least where none is carried. Among those of
 * the same bandwidth, the taller.
 */
export function chooseRung<R extends Rung>(rungs: readonly R[], moment: Moment): R | undefined {
  const fitting = [...fittingRungs(rungs, moment.screen)].sort(
    (a, b) => a.bandwidth - b.bandwidth || a.height - b.height,
  );
  const carried = fitting.filter((rung) => rung.bandwidth * moment.speed <= moment.rate * partFor(rung, moment));
  return carried.at(-1) ?? fitting[0];
}

/** Nothing larger than the smallest that fills the screen. */
export function fittingRungs<R extends Rung>(rungs: readonly R[], screen: Moment['screen']): readonly R[] {
  const filling = rungs.filter(({ width, height }) => width >= screen.width || height >= screen.height);
  const enough = Math.min(...filling.map(({ height }) => height));
  return rungs.filter(({ height }) => height <= enough);
}

function partFor(rung: Rung, { now, ahead }: Moment): number {
  if (now === undefined) return firstPart;
  if (rung.bandwidth <= now.bandwidth) return stayPart;
  return ahead < tightSeconds ? tightPart : upPart;
}
