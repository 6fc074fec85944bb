import { toNumber } from '../../../kit/index.ts';
import {
  type Inspection,
  type Pictures,
  pictureTimes,
  standing,
  type Treatment,
  treatmentOf,
  type VideoStream,
} from '../../../media/index.ts';

/** An inspected film that has pictures, and what is asked of it again and again. */
export interface Film {
  readonly inspection: Inspection;
  readonly pictures: Pictures;
  readonly video: VideoStream;
  readonly treatment: Treatment;
  /** Seconds from the film's start to each picture, and last to its end. */
  readonly times: readonly number[];
  /** Seconds. */
  readonly length: number;
  /** Seconds of the source's timeline at which the film begins. */
  readonly start: number;
  /** Seconds for which the first picture is shown before its time. */
  readonly lead: number;
  /** Seconds for which the last one is shown beyond its time, because the sound goes on. */
  readonly tail: number;
}

/** Undefined where there is no picture, or none of a stream that is told of. */
export function filmOf(inspection: Inspection): Film | undefined {
  const { video: streams, looks } = inspection;
  const { pictures, lead, tail } = standing(inspection);
  const video = streams.find(({ index }) => index === pictures?.stream);
  if (pictures === null || video === undefined) return undefined;
  const tick = toNumber(pictures.timeBase);
  const times = pictureTimes(pictures).map((ticks) => ticks * tick);
  const treatment = treatmentOf(video, looks);
  return {
    ...{ inspection, pictures, video, treatment, times },
    length: times.at(-1) ?? 0,
    start: pictures.start * tick,
    lead: lead * tick,
    tail: tail * tick,
  };
}

/** What lies nearer than this to a seam, seconds, belongs to it. */
const nearSeam = 1;

/** Whether a place of the film, in seconds from its start, is where recordings were joined or a clock was set. */
export function isAtSeam({ inspection, start }: Pick<Film, 'inspection' | 'start'>, place: number): boolean {
  return inspection.clock?.seams.some(({ at }) => Math.abs(at - start - place) < nearSeam) ?? false;
}

/** A demuxer looks ahead: what it minds of a joint it may say before there is any picture. */
export function hasSeams({ inspection }: Pick<Film, 'inspection'>): boolean {
  return (inspection.clock?.seams.length ?? 0) > 0;
}
