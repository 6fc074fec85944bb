import { type Stretch, stretchAt } from '../../../media/index.ts';
import type { MediaInput } from '../index.ts';

/** How a place of the film is reached in its source. */
export interface Reached {
  readonly input: MediaInput;
  /** Seconds of the source's own timeline to seek to; undefined where it has to be read from the input's start. */
  readonly seek: number | undefined;
  /** The stretch that is being read then. */
  readonly stretch: number;
}

/** The best way to the pictures from a film's time on, or somewhat earlier, of which some up to `until` are wanted. */
export function reach(
  input: MediaInput,
  clock: readonly Stretch[] | undefined,
  { from, early = 0, until = from }: { readonly from: number; readonly early?: number; readonly until?: number },
): Reached {
  if (clock === undefined) return { input, seek: from - early, stretch: 0 };
  const place = stretchAt(clock, from);
  const stretch = clock[place];
  if (stretch === undefined) return readWhole(input);
  const seek = Math.max(stretch.from, from - stretch.shift - early);
  const { bytes } = stretch;
  if (bytes === undefined) return isRising(clock) ? { input, seek, stretch: place } : readWhole(input);
  const end = clock[stretchAt(clock, until)];
  if (end?.bytes?.from === bytes.from) return { input: partOf(input, bytes), seek, stretch: place };
  // Its pictures lie in two parts: they are read from the beginning of the first on.
  const first = clock.findIndex((one) => one.bytes?.from === bytes.from);
  return { input: partOf(input, { ...bytes, to: null }), seek: undefined, stretch: Math.max(0, first - 1) };
}

export function readWhole(input: MediaInput): Reached {
  return { input, seek: undefined, stretch: 0 };
}

/** No time comes twice. */
function isRising(clock: readonly Stretch[]): boolean {
  return clock.every(({ from }, index) => from > (clock[index - 1]?.to ?? Number.NEGATIVE_INFINITY));
}

/** Bytes of a source as one of its own. */
export function partOf(
  input: MediaInput,
  { from, to }: { readonly from: number; readonly to: number | null },
): MediaInput {
  if (from === 0 && to === null) return input;
  const [, first, end, whole] = /^subfile,,start,(\d+),end,(\d+),,:(?:file:)?(.*)$/.exec(input) ?? [];
  if (whole !== undefined) {
    // A part of a part.
    return partOf(whole, { from: Number(first) + from, to: to === null ? Number(end) || null : Number(first) + to });
  }
  const address = input.startsWith('http://') ? input : `file:${input}`;
  return `subfile,,start,${from},end,${to ?? 0},,:${address}`;
}

/** A part of a source in which no time comes twice, and where its times lie in the film. */
export interface PartClock {
  readonly input: MediaInput;
  place(seconds: number): number;
}

/** The parts of a source, in order; of one whose times never go back, itself. */
export function partsOf(input: MediaInput, clock: readonly Stretch[] = []): readonly PartClock[] {
  const firsts = clock.filter(({ bytes }, index) => index === 0 || bytes?.from !== clock[index - 1]?.bytes?.from);
  if (firsts.length === 0) return [{ input, place: (seconds) => seconds }];
  return firsts.map(({ bytes }) => {
    const own = clock.filter((one) => one.bytes?.from === bytes?.from);
    return {
      input: bytes === undefined ? input : partOf(input, bytes),
      place: (seconds) => seconds + ((own.findLast(({ from }) => from <= seconds) ?? own[0])?.shift ?? 0),
    };
  });
}
