import type { PlayGrant } from '../contracts/playback/index.ts';
import type { ErrorData } from '../kit/index.ts';
import type { Source } from './sources.ts';

export type Phase = 'idle' | 'loading' | 'playing' | 'paused' | 'waiting' | 'ended' | 'failed';

/** Seconds of the film. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Chapter extends Span {
  readonly name: string;
}

/** One quality of the picture that can be chosen. */
export interface Quality {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Bits a second of the picture, at most. */
  readonly bandwidth: number;
}

export interface SoundTrack {
  readonly id: string;
  /** BCP 47; `und` where it is not known. */
  readonly language: string;
  readonly label: string;
  readonly channels: number | undefined;
  /** Not the film's own sound: a commentary, or a description of what is seen. */
  readonly isBeside: boolean;
}

export interface CaptionTrack {
  readonly id: string;
  readonly language: string;
  readonly label: string;
}

/** Why it does not play, and where it stopped. */
export interface Failure extends ErrorData {
  /** Seconds of the film: `load(title, { at })` goes on there. */
  readonly at: number;
}

/** What has been measured since `load`. */
export interface Tally {
  readonly bytes: number;
  /** Waits for data that nobody asked for by seeking. */
  readonly stalls: number;
  readonly stalledMs: number;
  /** From `load` to the first picture. */
  readonly startMs: number | undefined;
  readonly decodedPictures: number;
  readonly droppedPictures: number;
  /** Bits a second that the network is thought to carry. */
  readonly throughput: number | undefined;
  readonly renewals: number;
  /** Answers that came from another than the best address. */
  readonly failovers: number;
  /** Where the bytes came from, the server that gave most first. */
  readonly sources: readonly Source[];
  /** Seconds that are to lie ahead; undefined before the film is there. */
  readonly goal: number | undefined;
}

export interface PlayerState {
  readonly phase: Phase;
  readonly title: string | undefined;
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** Pictures for seeking; undefined where the film has none. */
  readonly thumbnails: PlayGrant['thumbnails'];
  readonly artwork: PlayGrant['artwork'];
  /** True once a picture of the film is on screen. */
  readonly shown: boolean;
  readonly time: number;
  readonly duration: number;
  /** 1 as the film was made. */
  readonly speed: number;
  readonly buffered: readonly Span[];
  readonly chapters: readonly Chapter[];
  /** The quality on screen; undefined before the first. */
  readonly rung: string | undefined;
  readonly qualities: readonly Quality[];
  /** The quality that was chosen; undefined: it follows the network. */
  readonly quality: string | undefined;
  readonly sounds: readonly SoundTrack[];
  readonly sound: string | undefined;
  readonly captions: readonly CaptionTrack[];
  /** Undefined: none are shown. */
  readonly caption: string | undefined;
  /** True while something that is needed does not arrive; what is buffered plays on. */
  readonly outage: boolean;
  readonly failure: Failure | undefined;
  readonly tally: Tally;
}

export const emptyTally: Tally = {
  bytes: 0,
  stalls: 0,
  stalledMs: 0,
  startMs: undefined,
  decodedPictures: 0,
  droppedPictures: 0,
  throughput: undefined,
  renewals: 0,
  failovers: 0,
  sources: [],
  goal: undefined,
};

export const idleState: PlayerState = {
  phase: 'idle',
  title: undefined,
  name: undefined,
  version: undefined,
  thumbnails: undefined,
  artwork: undefined,
  shown: false,
  time: 0,
  duration: 0,
  speed: 1,
  buffered: [],
  chapters: [],
  rung: undefined,
  qualities: [],
  quality: undefined,
  sounds: [],
  sound: undefined,
  captions: [],
  caption: undefined,
  outage: false,
  failure: undefined,
  tally: emptyTally,
};
