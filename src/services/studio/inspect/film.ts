import { toNumber } from '../../../kit/index.ts';
import {
  type Inspection,
  type Pictures,
  pictureTimes,
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
  /** Seconds from the film's first picture to each, and last to its end. */
  readonly times: readonly number[];
  /** Seconds. */
  readonly length: number;
  /** Seconds of the source's timeline at which the film begins. */
  readonly start: number;
}

/** Undefined where there is no picture, or none of a stream that is told of. */
export function filmOf(inspection: Inspection): Film | undefined {
  const { pictures, video: streams, looks } = inspection;
  const video = streams.find(({ index }) => index === pictures?.stream);
  if (pictures === null || video === undefined) return undefined;
  const tick = toNumber(pictures.timeBase);
  const times = pictureTimes(pictures).map((ticks) => ticks * tick);
  const treatment = treatmentOf(video, looks);
  return { inspection, pictures, video, treatment, times, length: times.at(-1) ?? 0, start: pictures.start * tick };
}
