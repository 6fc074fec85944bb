import type { Rational } from '../kit/index.ts';

/** What a container says of itself, and what decoding it showed. The answer of an inspect job, as JSON. */
export interface Inspection {
  readonly version: 1;
  /** ffprobe's short names, e.g. `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string;
  /** Seconds, as the container declares. */
  readonly durationSeconds: number | null;
  readonly video: readonly VideoStream[];
  readonly audio: readonly AudioStream[];
  readonly text: readonly TextStream[];
  readonly chapters: readonly { readonly start: number; readonly end: number; readonly name: string }[];
  /** Of the video stream that is to be encoded; absent where no picture could be decoded. */
  readonly pictures: Pictures | null;
  /** What the decoder complained of, one line each, at most 50. */
  readonly complaints: readonly string[];
}

interface StreamBasics {
  /** Index in the container. */
  readonly index: number;
  readonly codec: string;
  /** BCP 47 or `und`. */
  readonly language: string;
  readonly label: string;
  readonly isDefault: boolean;
  /** Seconds on the source's timeline; null where the container does not say. */
  readonly startTime: number | null;
}

export interface VideoStream extends StreamBasics {
  readonly profile: string;
  readonly width: number;
  readonly height: number;
  readonly frameRate: Rational;
  readonly timeBase: Rational;
  readonly pixelFormat: string;
  readonly sampleAspect: Rational;
  /** Clockwise degrees that a player must turn it: 0, 90, 180, 270. */
  readonly rotation: number;
  /** `progressive`, `tt`, `bb`, `tb`, `bt` or `unknown`. */
  readonly fieldOrder: string;
  readonly color: {
    readonly primaries: string;
    readonly transfer: string;
    readonly matrix: string;
    readonly range: string;
  };
  /** True for cover art. */
  readonly isPicture: boolean;
}

export interface AudioStream extends StreamBasics {
  readonly role?: AudioRole;
  readonly channels: number;
  readonly layout: string;
  readonly sampleRate: number;
  /** Seconds, where the container says. */
  readonly durationSeconds: number | null;
}

/** What a sound track is, where it is not simply the film's sound in some language. */
export type AudioRole = 'commentary' | 'description';

export interface TextStream extends StreamBasics {
  /** Bitmap subtitles cannot become WebVTT. */
  readonly isBitmap: boolean;
  readonly isForced: boolean;
  readonly isForHearingImpaired?: boolean;
}

/** The pictures that really decoded, in display order. */
export interface Pictures {
  readonly stream: number;
  readonly timeBase: Rational;
  /** Ticks of the first picture on the source's timeline. */
  readonly start: number;
  /** Durations as runs `[ticks, count]`; they sum to the film's length, and their counts to the number of pictures. */
  readonly durations: readonly (readonly [ticks: number, count: number])[];
  /** Indexes of pictures that begin a shot, without 0, ascending. */
  readonly cuts: readonly number[];
}
