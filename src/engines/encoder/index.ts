import type { Inspection, Treatment } from '../../media/index.ts';

/** Where ffmpeg reads a source: a path of this machine or an `http://127.0.0.1` address that takes ranges. */
export type MediaInput = string;

export interface EncoderRun {
  readonly signal: AbortSignal;
  /** Names the job in the child's environment and in its record. */
  readonly job: string;
  /** Called now and then with the share done, 0 to 1. */
  onProgress?(done: number): void;
  /** Called once for each child that ended, with its CPU seconds, user and system. */
  onCpu?(seconds: number): void;
}

export interface EncodeReport {
  /** CPU seconds, user and system, of the child. */
  readonly cpuSeconds: number;
  /** Last lines that the child wrote about itself. */
  readonly log: string;
}

export interface VideoRung {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly profile: 'main' | 'high';
  readonly level: string;
  readonly crf: number;
  readonly maxRate: number;
  readonly bufferSize: number;
  /** File to write: a fragmented MP4 of one H.264 track, one sample a picture, display order in its composition times. */
  readonly output: string;
}

/** `count` pictures from the one at `firstTime` on, each once, for every rung. */
export interface VideoWork {
  readonly stream: number;
  readonly count: number;
  /** Presentation times on the source's own timeline, seconds; without a previous one it is the film's first picture. */
  readonly firstTime: number;
  readonly previousTime?: number;
  /** Offsets within the work, ascending from 0, of the only IDR pictures. */
  readonly keyframes: readonly number[];
  readonly frameRate: { readonly num: number; readonly den: number };
  readonly rungs: readonly VideoRung[];
  readonly preset: string;
  readonly threads: number;
  readonly treatment: Treatment;
}

export interface AudioWork {
  readonly stream: number;
  readonly start: number;
  readonly duration: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bitRate: number;
  /** File to write: a fragmented MP4 of one AAC-LC track. */
  readonly output: string;
}

export interface TextWork {
  readonly stream: number;
  readonly start: number;
  /** File to write: WebVTT. */
  readonly output: string;
}

/**
 * Inspects and encodes. Each method but `describe` starts one ffmpeg (inspect: one ffprobe and one ffmpeg).
 * Errors: `encoder.no-ffmpeg`, `encoder.refused` (the source cannot be used; the sentence says why),
 * `encoder.failed` (this attempt; details.log has the end of ffmpeg's words), the signal's reason.
 */
export interface Encoder {
  /** e.g. `ffmpeg 5.1.9, libx264`. Errors: `encoder.no-ffmpeg`. */
  describe(): Promise<string>;
  /** Probes the container and really decodes every picture. */
  inspect(input: MediaInput, run: EncoderRun): Promise<Inspection>;
  encodeVideo(input: MediaInput, work: VideoWork, run: EncoderRun): Promise<EncodeReport>;
  encodeAudio(input: MediaInput, work: AudioWork, run: EncoderRun): Promise<EncodeReport>;
  extractText(input: MediaInput, work: TextWork, run: EncoderRun): Promise<EncodeReport>;
}
