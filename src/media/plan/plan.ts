import type { Rational } from '../../kit/index.ts';
import type { ClockMap } from './clock.ts';
import type { Misdated } from './misdated.ts';
import type { Treatment } from './treatment.ts';

/** What a plan is made by. Part of the plan, so that the plan alone decides every byte. */
export interface PlanSettings {
  /** x264's preset, and its threads: see `defaultSettings`. */
  readonly preset: string;
  readonly threads: number;
  readonly crf: number;
  /** Seconds. */
  readonly segment: Bounds;
  readonly chunk: Bounds;
  /** Short sides of the ladder's rungs, ascending. */
  readonly shortSides: readonly number[];
  /** Tracks of more channels than two are made in stereo, and again in surround of at most so many. */
  readonly maxChannels: number;
  readonly audioBitRatePerChannel: number;
}

/** A length that should be near `aim`, and never below `least` or above `most` where that can be had. */
export interface Bounds {
  readonly least: number;
  readonly aim: number;
  readonly most: number;
}

/** One rung of the ladder, as an encoder is told to make it. */
export interface PlannedRung {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly profile: 'main' | 'high';
  /** H.264 level, e.g. `4.1`. */
  readonly level: string;
  readonly crf: number;
  /** Bits per second; the buffer in bits. */
  readonly maxRate: number;
  readonly bufferSize: number;
  /** Devices that it is made for. */
  readonly families: readonly ('phone' | 'tv' | 'pc')[];
}

export interface PlannedAudio {
  /** Names its folder: `a1-en`; `a1-en-6ch` is the same track with surround. */
  readonly name: string;
  /** Index in the source. */
  readonly stream: number;
  readonly language: string;
  readonly label: string;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bitRate: number;
  /** What becomes of a sound whose times and samples do not agree: see `AudioTask`. */
  readonly takenRate?: number;
  readonly drifts?: boolean;
  readonly changes?: boolean;
  readonly misdated?: readonly Misdated[];
  readonly isDefault: boolean;
  /** What it is, where it is not simply the film's sound in some language. */
  readonly role?: 'commentary' | 'description';
}

export interface PlannedText {
  /** Names its folder: `t1-en`. */
  readonly name: string;
  readonly stream: number;
  readonly language: string;
  readonly label: string;
  readonly isDefault: boolean;
  /** Only what must be read even by those who understand the sound. */
  readonly isForced: boolean;
  /** Tells of sounds, too. */
  readonly isForHearingImpaired: boolean;
  /** What reads it, where ffmpeg does not find that by itself: one of its decoders, or a reader of our own. */
  readonly readAs?: string;
  /** Carried by the pictures of the stream that it names, which is a video. */
  readonly isInPictures?: boolean;
}

/** Subtitles that are pictures. */
export interface PlannedPictureText extends Pick<PlannedText, 'name' | 'stream' | 'language' | 'label'> {
  /** By ffmpeg's name. */
  readonly codec: string;
}

/** Cover art: a picture that lies in the file beside the film. */
export interface PlannedCover {
  readonly stream: number;
  readonly width: number;
  readonly height: number;
}

/** How a film is to be encoded: the same source and settings always make the same plan, as the same JSON. */
export interface Plan {
  readonly version: 1;
  /** SHA-256 of the source. */
  readonly source: string;
  readonly settings: PlanSettings;
  /** The video stream's index in the source. */
  readonly stream: number;
  readonly treatment: Treatment;
  /** Seconds of a tick. */
  readonly timeBase: Rational;
  /** Where the source's own times are not the film's, how they become it. All times of a plan are the film's. */
  readonly clock?: ClockMap['streams'];
  /** Of the source's decoder, where more would not always make the same of its damage. */
  readonly decodeThreads?: number;
  /** Ticks of the film's beginning on the source's timeline. */
  readonly start: number;
  /** Ticks for which the first picture is shown before its time, because the sound begins before it. */
  readonly lead?: number;
  /** Durations of the pictures in display order, as runs. */
  readonly durations: readonly (readonly [ticks: number, count: number])[];
  /** Of films with too many pictures a second every `step`th is taken; `durations` are those of all, as decoded. */
  readonly thinned?: {
    readonly step: number;
    readonly durations: readonly (readonly [ticks: number, count: number])[];
  };
  /** Nominal pictures a second, for rate control and manifests; the times are in `durations`. */
  readonly frameRate: Rational;
  /** Indexes of pictures that begin a shot, without 0, ascending. */
  readonly cuts: readonly number[];
  /** Indexes of pictures where segments begin, 0 first. */
  readonly segments: readonly number[];
  /** Whole segments each. */
  readonly chunks: readonly { readonly first: number; readonly count: number }[];
  /** Smallest first. */
  readonly rungs: readonly PlannedRung[];
  /** Name of the rung that is encoded first, so that the film can soon be watched. */
  readonly firstLook: string;
  readonly audio: readonly PlannedAudio[];
  readonly text: readonly PlannedText[];
  /** Kept as they are. */
  readonly pictureTexts: readonly PlannedPictureText[];
  /** Where the file has one. */
  readonly cover?: PlannedCover;
  /** Seconds from the film's first picture. */
  readonly chapters: readonly { readonly start: number; readonly end: number; readonly name: string }[];
}
