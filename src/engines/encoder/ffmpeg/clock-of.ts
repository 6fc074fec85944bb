import {
  type ClockMap,
  type HeardSound,
  type SoundTimes,
  type Stretch,
  shiftsOf,
  soundTimes,
  stretchesOf,
} from '../../../media/index.ts';
import type { DecodeListener } from './decode-listener.ts';
import type { Part } from './parts.ts';
import type { Candidate } from './probe.ts';

export interface DecodedClock {
  /** Undefined where the source's own times are the film's. */
  readonly clock: ClockMap | undefined;
  /** Seconds by which each line of the pictures is moved. */
  readonly shifts: readonly number[];
  /** By stream index. */
  readonly heard: ReadonlyMap<number, HeardSound>;
}

/** Less is what containers round, seconds. */
const rounding = 0.004;

/** One clock for all streams, by what was heard of each. */
export function clockOf(
  { pictures, sounds }: DecodeListener,
  {
    candidate,
    container,
    parts = [],
  }: { readonly candidate: Candidate; readonly container: string; readonly parts?: readonly Part[] },
): DecodedClock {
  const { num, den } = candidate.video.timeBase;
  const lines = pictures.lines();
  const times = new Map<number, SoundTimes>();
  for (const [stream, points] of sounds.points()) {
    const found = soundTimes(points);
    if (found !== undefined) times.set(stream, found);
  }
  const shifts = shiftsOf({
    pictures: { lines, tick: num / den },
    sounds: [...times].map(([stream, { lines: own }]) => ({ stream, lines: own })),
    isBroadcast: ['mpegts', 'mpeg'].includes(container),
  });
  const shiftOf = (stream: number) => shifts.sounds.get(stream) ?? [];
  const streams = [
    { stream: candidate.video.index, stretches: inParts(stretchesOf(lines, shifts.pictures), parts) },
    ...[...times].map(([stream, { lines: own }]) => ({
      stream,
      stretches: inParts(stretchesOf(own, shiftOf(stream)), parts),
    })),
  ];
  const isOwn = streams.every(({ stretches }) => stretches.length <= 1);
  return {
    clock: isOwn ? undefined : { streams, seams: shifts.seams },
    shifts: shifts.pictures,
    heard: new Map([...times].map(([stream, sound]) => [stream, heardOf(sound, shiftOf(stream))])),
  };
}

function heardOf(
  { lines, stretch, drift, changes, gaps, misdated }: SoundTimes,
  shifts: readonly number[],
): HeardSound {
  const shiftOf = (line: number) => shifts[line] ?? 0;
  const length = lines.reduce((sum, { from, to }) => sum + to - from, 0);
  return {
    from: Math.min(...lines.map(({ from }, line) => from + shiftOf(line))),
    to: Math.max(...lines.map(({ to }, line) => to + shiftOf(line))),
    ...(Math.abs(stretch - 1) * length > rounding ? { stretch } : {}),
    ...(drift > rounding ? { drift } : {}),
    ...(changes > 0 ? { changes } : {}),
    ...(misdated.length > 0 ? { misdated } : {}),
    ...(gaps.length > 0
      ? { gaps: gaps.map(({ from, to, line }) => ({ from: from + shiftOf(line), to: to + shiftOf(line) })) }
      : {}),
  };
}

/** How often the times of stretches go back. */
export function timesBack(stretches: readonly Stretch[]): number {
  return stretches.filter(({ from }, index) => from <= (stretches[index - 1]?.to ?? Number.NEGATIVE_INFINITY)).length;
}

/** Each with the part of the source that it lies in, where the parts are known and are as many. */
function inParts(stretches: readonly Stretch[], parts: readonly Part[]): readonly Stretch[] {
  if (parts.length === 0 || timesBack(stretches) !== parts.length - 1) return stretches;
  let place = 0;
  return stretches.map((stretch, index) => {
    if (stretch.from <= (stretches[index - 1]?.to ?? Number.NEGATIVE_INFINITY)) place += 1;
    return { ...stretch, bytes: parts[place] };
  });
}
