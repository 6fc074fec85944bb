/** A rung as it is drawn: what it costs and what it gives. */
export interface Rung {
  readonly name: string;
  /** Bits a second, on average. */
  readonly rate: number;
  readonly ssim: number;
  /** Of its worst shot. */
  readonly lowest: number;
  readonly vmaf: number | undefined;
}

export interface Tick {
  /** 0 to 1 along its axis. */
  readonly at: number;
  readonly value: number;
}

export interface Point {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Where the worst shot lies; none where only the mean was measured. */
  readonly lowY: number | undefined;
  readonly rung: Rung;
}

/** A ladder as a picture: everything from 0 to 1, y upwards. */
export interface Curve {
  readonly measure: 'vmaf' | 'ssim';
  readonly points: readonly Point[];
  readonly rates: readonly Tick[];
  readonly marks: readonly Tick[];
}

const rateTicks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].map((megabits) => megabits * 1e6);
const ssimTicks = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999];

/**
 * Lays a ladder out as a curve: bit rates by their logarithm, since each rung costs a multiple of the one below; SSIM
 * by how far it is from perfect, in decibels, since that is how eyes tell 0.98 from 0.99. VMAF is straight already.
 * Undefined where nothing was measured.
 */
export function curveOf(rungs: readonly Rung[]): Curve | undefined {
  const known = rungs.filter(({ rate }) => rate > 0).toSorted((a, b) => a.rate - b.rate);
  if (known.length === 0) return undefined;
  const measure = known.every(({ vmaf }) => vmaf !== undefined) ? 'vmaf' : 'ssim';
  const heightOf = (rung: Rung) => (measure === 'vmaf' ? (rung.vmaf ?? 0) : decibels(rung.ssim));
  const lowOf = (rung: Rung) => (measure === 'vmaf' ? undefined : decibels(rung.lowest));

  const rates = known.map(({ rate }) => Math.log10(rate));
  const x = axis(Math.min(...rates), Math.max(...rates), { least: 0.6, room: 0.12 });
  const heights = known.flatMap((rung) => [heightOf(rung), lowOf(rung) ?? heightOf(rung)]);
  const y =
    measure === 'vmaf'
      ? axis(Math.max(0, Math.min(...heights)), Math.min(100, Math.max(...heights)), { least: 20, room: 0.1 })
      : axis(Math.min(...heights), Math.max(...heights), { least: 5, room: 0.12 });

  return {
    measure,
    points: known.map((rung) => {
      const low = lowOf(rung);
      return {
        name: rung.name,
        x: x(Math.log10(rung.rate)),
        y: y(heightOf(rung)),
        lowY: low === undefined ? undefined : y(low),
        rung,
      };
    }),
    rates: ticks(rateTicks, (rate) => x(Math.log10(rate))),
    marks:
      measure === 'vmaf'
        ? ticks([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], y)
        : ticks(ssimTicks, (ssim) => y(decibels(ssim))),
  };
}

/** How far a likeness of 0 to 1 is from perfect. A perfect one would be infinitely far up: 60 dB are drawn. */
export function decibels(ssim: number): number {
  return -10 * Math.log10(Math.max(1e-6, 1 - Math.max(0, ssim)));
}

function axis(
  low: number,
  high: number,
  { least, room }: { readonly least: number; readonly room: number },
): (value: number) => number {
  const middle = (low + high) / 2;
  const span = Math.max(least, high - low);
  const start = middle - span * (0.5 + room);
  const length = span * (1 + 2 * room);
  return (value) => (value - start) / length;
}

function ticks(values: readonly number[], place: (value: number) => number): readonly Tick[] {
  return values.map((value) => ({ value, at: place(value) })).filter(({ at }) => at >= 0 && at <= 1);
}
