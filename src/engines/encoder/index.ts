import type { Inspection, Misdated, PictureMeasure, Stretch, Treatment } from '../../media/index.ts';

/** Where ffmpeg reads a source: a path of this machine or an `http://127.0.0.1` address that takes ranges. */
export type MediaInput = string;

export interface EncoderRun {
  readonly signal: AbortSignal;
  /** Names the job in the child's environment and in its record. */
  readonly job: string;
  /** Content hash of the input: what was once found out of its bytes is not looked for again. */
  readonly source?: string;
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

/** One stream of the source. */
export interface StreamWork {
  readonly stream: number;
  /** How its own times become the film's, which all others here are; without it they are. */
  readonly clock?: readonly Stretch[];
}

/** `count` pictures from the one at `firstTime` on, each once, for every rung. */
export interface VideoWork extends StreamWork {
  readonly count: number;
  /** Presentation times on the source's own timeline, seconds; without a previous one it is the film's first picture. */
  readonly firstTime: number;
  readonly previousTime?: number;
  /** Every so manyth picture is taken, the first among them; 1 unless told. */
  readonly step?: number;
  /** Offsets within the work, ascending from 0, of the only IDR pictures. */
  readonly keyframes: readonly number[];
  readonly frameRate: { readonly num: number; readonly den: number };
  readonly rungs: readonly VideoRung[];
  readonly preset: string;
  readonly threads: number;
  /** Of the source's decoder; what suits the machine best unless told. */
  readonly decodeThreads?: number;
  readonly treatment: Treatment;
}

export interface AudioWork extends StreamWork {
  readonly start: number;
  readonly duration: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bitRate: number;
  /** The rate that its samples are taken to have, where the source's times stretch them. */
  readonly takenRate?: number;
  /** Its times drift from its samples: it is brought back to them little by little. */
  readonly drifts?: boolean;
  /** Its channels or its rate change in the middle. */
  readonly changes?: boolean;
  /** Where they do, frames whose time is another than told, seconds of the source. */
  readonly misdated?: readonly Misdated[];
  /** Decibels, the same from its start to its end. */
  readonly gain?: number;
  /** File to write: a fragmented MP4 of one AAC-LC track. */
  readonly output: string;
}

export interface TextTrack {
  /** Names it in the answer. */
  readonly name: string;
  readonly stream: number;
  /** Helps where its charset has to be guessed. */
  readonly language?: string;
  /** True for subtitles that are pictures: nothing of them is changed but where time begins. */
  readonly asItIs?: boolean;
  /** What reads it, where ffmpeg does not find that by itself: one of its decoders, or a reader of our own. */
  readonly readAs?: string;
}

export interface TextsWork extends Pick<StreamWork, 'clock'> {
  readonly start: number;
  readonly tracks: readonly TextTrack[];
  /** Folder for the files: WebVTT, or Matroska of what is left as it is. */
  readonly folder: string;
}

export interface LeftOut {
  readonly name: string;
  /** A sentence. */
  readonly why: string;
}

export interface MadeTexts {
  readonly files: readonly { readonly name: string; readonly file: string }[];
  readonly leftOut: readonly LeftOut[];
}

/** Captions within the pictures of a stream. */
export interface CaptionsWork extends StreamWork {
  readonly start: number;
  /** File to write: WebVTT. */
  readonly output: string;
}

/** What is done with the source's pictures before they are shown small or still: as for rungs. */
export interface Look extends StreamWork {
  /** Without it, pictures are brought to their size and nothing else: what is no film. */
  readonly treatment?: Treatment;
}

export interface ScoutWork extends Look {
  /** Seconds of the source's own timeline. */
  readonly times: readonly number[];
  /** The size that pictures are brought to, upright. */
  readonly width: number;
  readonly height: number;
  /** A folder to work in. */
  readonly folder: string;
}

/** A key picture that was seen. */
export interface Scouted extends PictureMeasure {
  /** Its presentation time, seconds of the source's own timeline. */
  readonly at: number;
}

export interface StillWork {
  /** Begins the names of its files. */
  readonly name: string;
  /** Presentation time, seconds of the source's own timeline; without it, the source's first picture. */
  readonly at?: number;
  /** The size that the whole picture is brought to, and the part of it that is kept. */
  readonly width: number;
  readonly height: number;
  readonly crop: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Widths to make, ascending. */
  readonly widths: readonly number[];
}

export interface StillsWork extends Look {
  readonly stills: readonly StillWork[];
  /** Folder for the files. */
  readonly folder: string;
}

/** A still that was made: WebP, or JPEG where this encoder has no WebP. */
export interface MadeStill {
  readonly name: string;
  /** Base64. */
  readonly thumbhash: string;
  /** `#rrggbb` */
  readonly tint: string;
  /** Smallest first; `file` lies in the work's folder. */
  readonly sizes: readonly {
    readonly file: string;
    readonly width: number;
    readonly height: number;
    readonly type: string;
  }[];
}

export interface ThumbsWork {
  /** Of a small picture. */
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  /** Seconds from one to the next; the first is of the source's start. */
  readonly interval: number;
  readonly count: number;
  /** Folder for `sheet-0001.jpg` and so on. */
  readonly folder: string;
}

/** Loudness of a track by ITU-R BS.1770; null where it is silent or too short to tell. */
export interface Loudness {
  readonly name: string;
  /** LUFS. */
  readonly integrated: number | null;
  /** dBTP. */
  readonly truePeak: number | null;
}

export interface ListenTrack extends Pick<AudioWork, 'stream' | 'start' | 'duration' | 'channels'> {
  readonly name: string;
}

export interface ListenWork {
  readonly tracks: readonly ListenTrack[];
}

/** Pictures that were encoded, to be decoded and compared with the source's own. */
export interface VerifyWork {
  /** Pictures that each must have. */
  readonly count: number;
  readonly frameRate: { readonly num: number; readonly den: number };
  readonly rungs: readonly {
    readonly name: string;
    readonly width: number;
    readonly height: number;
    readonly input: MediaInput;
  }[];
  /** Measures the first `pictures` against the source, which are these of it. */
  readonly compare?: Omit<VideoWork, 'count' | 'frameRate' | 'keyframes' | 'rungs' | 'preset' | 'threads'> & {
    readonly pictures: number;
  };
}

export interface Measured {
  readonly name: string;
  /** SSIM from 0 to 1, over as many pictures. */
  readonly ssim: number;
  /** VMAF from 0 to 100 over the same pictures, where the encoder can measure it. */
  readonly vmaf?: number;
  readonly pictures: number;
}

export interface Verified {
  /** What is wrong, a sentence without its full stop each; none where all is well. */
  readonly faults: readonly string[];
  readonly measured: readonly Measured[];
}

/**
 * Inspects and encodes. Each method but `describe` starts one ffmpeg (inspect: one ffprobe and one ffmpeg).
 * Errors: `encoder.no-ffmpeg`, `encoder.refused` (the source cannot be used; the sentence says why, details.reason in a word),
 * `encoder.failed` (this attempt; details.log has the end of ffmpeg's words), the signal's reason.
 */
export interface Encoder {
  /** e.g. `ffmpeg 5.1.9, libx264`. Errors: `encoder.no-ffmpeg`. */
  describe(): Promise<string>;
  /** Probes the container and really decodes every picture. */
  inspect(input: MediaInput, run: EncoderRun): Promise<Inspection>;
  encodeVideo(input: MediaInput, work: VideoWork, run: EncoderRun): Promise<EncodeReport>;
  encodeAudio(input: MediaInput, work: AudioWork, run: EncoderRun): Promise<EncodeReport>;
  /** All texts in one reading; what cannot be had costs none of the others. */
  extractTexts(input: MediaInput, work: TextsWork, run: EncoderRun): Promise<MadeTexts>;
  /** Resolves to how many captions were found. */
  extractCaptions(input: MediaInput, work: CaptionsWork, run: EncoderRun): Promise<number>;
  /** Measures the key pictures at or before these times, each once, in the order of the film; none where it has none. */
  scout(input: MediaInput, work: ScoutWork, run: EncoderRun): Promise<readonly Scouted[]>;
  /** Makes stills; those whose place has no picture are left out. */
  makeStills(input: MediaInput, work: StillsWork, run: EncoderRun): Promise<readonly MadeStill[]>;
  /** Makes sheets of small pictures of one of its own rungs. Resolves to the sheets' names, in order. */
  makeThumbs(input: MediaInput, work: ThumbsWork, run: EncoderRun): Promise<readonly string[]>;
  /** Measures tracks as `encodeAudio` would encode them without a gain. */
  listen(input: MediaInput, work: ListenWork, run: EncoderRun): Promise<readonly Loudness[]>;
  /** Decodes what was encoded, strictly. `input` is the source, read only where it is compared. */
  verify(input: MediaInput, work: VerifyWork, run: EncoderRun): Promise<Verified>;
}
