import type { Rational } from '../kit/index.ts';
import type { ClockMap } from './plan/clock.ts';
import type { Misdated } from './plan/misdated.ts';

/** What a container says of itself, and what decoding it showed. The answer of an inspect job, as JSON. */
export interface Inspection {
  readonly version: 1;
  /** ffprobe's short names, e.g. `mov,mp4,m4a,3gp,3g2,mj2`. */
  readonly container: string;
  /** Seconds, as the container declares: of its longest stream, and where on the source's timeline it begins. */
  readonly durationSeconds: number | null;
  readonly startSeconds: number | null;
  readonly video: readonly VideoStream[];
  readonly audio: readonly AudioStream[];
  readonly text: readonly TextStream[];
  /** What is neither picture nor sound nor text: time codes, fonts, a phone's sensors. */
  readonly others?: readonly OtherStream[];
  /** What came up only while it was decoded, which recordings do that add a sound or a text in the middle. */
  readonly late?: readonly LateStream[];
  /** Of a recording of several programmes: the one whose streams these are, and the names of those left out. */
  readonly programmes?: { readonly taken: string; readonly left: readonly string[] };
  readonly chapters: readonly { readonly start: number; readonly end: number; readonly name: string }[];
  /** Of the video stream that is to be encoded; absent where no picture could be decoded. */
  readonly pictures: Pictures | null;
  /** How those pictures look; absent where there are none. */
  readonly looks: Looks | null;
  /** What the decoder complained of, at most 50. */
  readonly complaints: readonly Complaint[];
  /** Where the source's times jump. Then all times in here are of the clock that it makes, but what probing told. */
  readonly clock?: ClockMap;
  /** Of files that were joined end to end and are read as one: where the others begin, seconds on the source's timeline. */
  readonly joins?: readonly number[];
  /** What of the source is read, where that is not all of it. */
  readonly unread?: Unread;
  /** Sounds that become something else in the middle, which no decoder follows; by the types of ISO 13818-1. */
  readonly soundChanges?: readonly { readonly from: number; readonly to: number }[];
  /** Decoders make something else of its damage each time, unless they have one thread. */
  readonly isFickle?: boolean;
}

/** Bytes of the source that the film is made of; what lies outside is another film, or cannot be read with this one. */
export interface Unread {
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

export interface Complaint {
  readonly line: string;
  /** Seconds on the source's timeline about which it was said: of the picture that came last. */
  readonly at: number | null;
}

export interface StreamBasics {
  /** Index in the container. */
  readonly index: number;
  /** By ffmpeg's name, or `unknown`. */
  readonly codec: string;
  /** What the container calls a codec that ffmpeg does not know. */
  readonly tag?: string;
  /** The ffmpeg that looked at it has no decoder for it. */
  readonly isUnreadable?: boolean;
  /** BCP 47 or `und`. */
  readonly language: string;
  readonly label: string;
  readonly isDefault: boolean;
  /** Seconds on the source's timeline; null where the container does not say. */
  readonly startTime: number | null;
}

export interface VideoStream extends StreamBasics {
  /** Seconds, where the container says. */
  readonly durationSeconds: number | null;
  /** Some of those that were looked at carry captions. */
  readonly hasCaptions?: boolean;
  /** About how many there are, where the container says. */
  readonly pictureCount?: number;
  readonly profile: string;
  readonly width: number;
  readonly height: number;
  readonly frameRate: Rational;
  readonly timeBase: Rational;
  readonly pixelFormat: string;
  readonly sampleAspect: Rational;
  /** Clockwise degrees that a player must turn it: 0, 90, 180, 270. */
  readonly rotation: number;
  /** Left and right must be changed over, before it is turned. */
  readonly isMirrored: boolean;
  /** `progressive`, `tt`, `bb`, `tb`, `bt` or `unknown`. */
  readonly fieldOrder: string;
  readonly color: {
    readonly primaries: string;
    readonly transfer: string;
    readonly matrix: string;
    readonly range: string;
  };
  readonly dolbyVision: DolbyVision | null;
  /** Its packets are locked with a key. */
  readonly isEncrypted: boolean;
  /** Of the packets at its beginning, those that an edit list or the container says are not to be shown. */
  readonly hiddenPackets: number;
  /** True for cover art and other pictures that do not move. */
  readonly isPicture: boolean;
  /** True for cover art alone: some files have a picture for each chapter. */
  readonly isCover?: boolean;
}

export interface DolbyVision {
  readonly profile: number;
  /** What its base layer is without Dolby Vision: 1, 6: HDR10; 2: SDR; 4: HLG; 0: nothing that could be shown. */
  readonly compatibility: number;
}

export interface AudioStream extends StreamBasics {
  readonly role?: AudioRole;
  readonly channels: number;
  readonly layout: string;
  readonly sampleRate: number;
  /** Seconds, where the container says. */
  readonly durationSeconds: number | null;
  /** How it really decodes; null where it does not. */
  readonly heard: HeardSound | null;
}

export interface HeardSound {
  /** Seconds on the source's timeline. */
  readonly from: number;
  readonly to: number;
  /** Seconds of the source for each second of its samples, where that is not one. */
  readonly stretch?: number;
  /** How far its times lie from an even rate, seconds, where that is more than what containers round. */
  readonly drift?: number;
  /** How often its channels or its rate change. */
  readonly changes?: number;
  /** Frames at such changes whose time, seconds as the source tells it, is another than told. */
  readonly misdated?: readonly Misdated[];
  /** Where it has holes: at most 20. */
  readonly gaps?: readonly { readonly from: number; readonly to: number }[];
}

/** What a sound track is, where it is not simply the film's sound in some language. */
export type AudioRole = 'commentary' | 'description';

export interface TextStream extends StreamBasics {
  /** Bitmap subtitles cannot become WebVTT. */
  readonly isBitmap: boolean;
  readonly isForced: boolean;
  readonly isForHearingImpaired?: boolean;
  /** What reads it, where ffmpeg does not find that by itself: one of its decoders, or a reader of our own. */
  readonly readAs?: string;
}

export interface OtherStream extends Pick<StreamBasics, 'index' | 'codec' | 'tag'> {
  readonly kind: 'data' | 'attachment';
}

export interface LateStream {
  readonly index: number;
  readonly kind: 'video' | 'audio' | 'subtitle';
  /** Seconds on the source's timeline. */
  readonly at: number;
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
  /** Pictures that are not in the list, because their time was missing or did not come after the one before. */
  readonly dropped: { readonly count: number; readonly firstBefore: number } | null;
  /** Runs of pictures that the decoder could not make whole. */
  readonly damaged: readonly (readonly [first: number, count: number])[];
}

/** What samples of the pictures show, whatever the container says. */
export interface Looks {
  /** How sampled pictures fall by their two fields. */
  readonly fields: {
    /** Combed, the upper or the lower field being the earlier. */
    readonly topFirst: number;
    readonly bottomFirst: number;
    readonly progressive: number;
    /** Too little moves to tell. */
    readonly undecided: number;
    /** Pictures one of whose fields is the same as in the picture before. */
    readonly repeatedTop: number;
    readonly repeatedBottom: number;
  };
  readonly bars: BarSamples;
  /** Where pictures of another size begin, seconds on the source's timeline; at most 20. */
  readonly sizes: readonly { readonly at: number; readonly width: number; readonly height: number }[];
}

/** What lies within black edges, over all sampled pictures that are not dark. */
export interface BarSamples {
  readonly samples: number;
  /** Width and height of the sampled pictures. */
  readonly width: number;
  readonly height: number;
  /** Black pixels at each edge in every one of them, and how many of them are not black further in. */
  readonly left: EdgeSamples;
  readonly right: EdgeSamples;
  readonly top: EdgeSamples;
  readonly bottom: EdgeSamples;
}

export interface EdgeSamples {
  readonly black: number;
  readonly reached: number;
}
