import * as z from 'zod/mini';
import { contentHash, titleId } from '../title/index.ts';

/**
 * One video rung as the encoder is to make it. Codec settings are part of the plan, so that the same plan gives
 * the same bytes on every host.
 */
export const rungTask = z.object({
  name: z.string(),
  width: z.int(),
  height: z.int(),
  profile: z.enum(['main', 'high']),
  /** H.264 level, e.g. `4.1`. */
  level: z.string(),
  crf: z.number(),
  /** Bits per second; buffer in bits. */
  maxRate: z.int(),
  bufferSize: z.int(),
});
export type RungTask = z.infer<typeof rungTask>;

/** What is done with the source's pictures before they are encoded, in this order. */
export const treatment = z.object({
  /** The size that every picture is brought to first: some films change theirs in the middle. */
  size: z.object({ width: z.int(), height: z.int() }),
  fields: z.enum(['progressive', 'interlaced', 'telecined']),
  /** Of fields, the upper is the earlier one. */
  topFirst: z.boolean(),
  /** What is kept, without black bars; null for all. */
  crop: z.nullable(z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() })),
  /** Left and right are changed over, then it is turned clockwise by 0, 90, 180 or 270 degrees. */
  mirrored: z.boolean(),
  rotation: z.int(),
  /** What the colours of the source are, by ffmpeg's names: high dynamic range is made ordinary. */
  color: z.object({
    primaries: z.string(),
    transfer: z.string(),
    matrix: z.string(),
    range: z.enum(['tv', 'pc']),
  }),
});

/** How a stream's own times become the film's: absent where they are. All other times in a task are of the film's clock. */
const clock = z.optional(
  z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      shift: z.number(),
      /** The part of the source that has this stretch and none with the same times; `to` is null where that is its end. */
      bytes: z.optional(z.object({ from: z.int(), to: z.nullable(z.int()) })),
    }),
  ),
);

export const inspectTask = z.object({ kind: z.literal('inspect') });

/** Decodes `count` pictures from the picture at `seek` on and encodes them once for each rung. */
export const videoTask = z.object({
  kind: z.literal('video'),
  stream: z.int(),
  /** Index of the first picture in the film's picture list, and how many. */
  first: z.int(),
  count: z.int(),
  clock,
  /** Presentation time of the first picture and of the one before it, in seconds of the source's own timeline. */
  firstTime: z.number(),
  previousTime: z.optional(z.number()),
  /** Of the source's decoder, where more would not always make the same of its damage. */
  decodeThreads: z.optional(z.int()),
  /** Every so manyth picture is taken, the first among them; 1 unless told. */
  step: z.optional(z.int()),
  /** Picture offsets within the chunk (0 first) that must be IDR pictures: where segments begin, and long ones that end them. */
  keyframes: z.array(z.int()),
  /** Nominal pictures a second, for rate control alone. */
  frameRate: z.object({ num: z.int(), den: z.int() }),
  rungs: z.array(rungTask),
  preset: z.string(),
  threads: z.int(),
  treatment,
});

/** Encodes one whole audio track so that its first sample lies at the film's first picture. */
export const audioTask = z.object({
  kind: z.literal('audio'),
  stream: z.int(),
  name: z.string(),
  clock,
  /** The film's start and length on the source's own timeline, seconds. */
  start: z.number(),
  duration: z.number(),
  channels: z.int(),
  sampleRate: z.int(),
  bitRate: z.int(),
  /** The rate that the source's samples are taken to have, where its times stretch them. */
  takenRate: z.optional(z.int()),
  /** Its times drift from its samples: it is brought back to them little by little. */
  drifts: z.optional(z.boolean()),
  /** Its channels or its rate change in the middle. */
  changes: z.optional(z.boolean()),
  /** Where they do, frames whose time is another than told, seconds of the source. */
  misdated: z.optional(z.array(z.object({ at: z.number(), instead: z.number() }))),
  /** Decibels, the same from its start to its end. */
  gain: z.optional(z.number()),
});

/** Extracts text tracks in one reading, times relative to `start`: as WebVTT, or as they are, in Matroska. */
export const textsTask = z.object({
  kind: z.literal('texts'),
  clock,
  start: z.number(),
  tracks: z.array(
    z.object({
      /** Of its output. */
      name: z.string(),
      stream: z.int(),
      language: z.optional(z.string()),
      asItIs: z.optional(z.boolean()),
      /** What reads it, where ffmpeg does not find that by itself: one of its decoders, or a reader of our own. */
      readAs: z.optional(z.string()),
    }),
  ),
});

/** Reads the captions that a stream's pictures carry with them, times relative to `start`. */
export const captionsTask = z.object({
  kind: z.literal('captions'),
  name: z.string(),
  stream: z.int(),
  clock,
  start: z.number(),
});

const size = { width: z.int(), height: z.int() };

/** What is done with the source's pictures before they are shown small or still, as in `videoTask`. */
const look = {
  stream: z.int(),
  clock,
  /** Without it, pictures are brought to their size and nothing else: what is no film. */
  treatment: z.optional(treatment),
};

/** Looks at the key pictures at or before these times, seconds of the source's own timeline, and measures them. */
export const scoutTask = z.object({ kind: z.literal('scout'), ...look, times: z.array(z.number()), ...size });

/** Makes pictures of places in the source, each in several sizes. */
export const stillsTask = z.object({
  kind: z.literal('stills'),
  ...look,
  stills: z.array(
    z.object({
      /** Of its outputs: `poster`, `backdrop`, `still-0`. */
      name: z.string(),
      /** Presentation time of the picture, seconds of the source's own timeline; without it, the first picture. */
      at: z.optional(z.number()),
      /** The size that the whole picture is brought to, and the part of it that is kept. */
      ...size,
      crop: z.object({ x: z.int(), y: z.int(), ...size }),
      /** Widths to make, ascending. */
      widths: z.array(z.int()),
    }),
  ),
});

/** Makes sheets of small pictures of the whole source, the picture at each multiple of `interval`, rows first. */
export const thumbsTask = z.object({
  kind: z.literal('thumbs'),
  ...size,
  columns: z.int(),
  rows: z.int(),
  /** Seconds. */
  interval: z.number(),
  count: z.int(),
});

/** Measures how loud sound is, as audio tasks would encode it. */
export const listenTask = z.object({
  kind: z.literal('listen'),
  tracks: z.array(z.pick(audioTask, { stream: true, name: true, start: true, duration: true, channels: true })),
});

/** Decodes the outputs of a video job, strictly, and measures some of their pictures against the source's. */
export const verifyTask = z.object({
  kind: z.literal('verify'),
  count: z.int(),
  frameRate: videoTask.shape.frameRate,
  /** Each is a source by its hash, as long as the job is leased. */
  rungs: z.array(z.object({ name: z.string(), ...size, hash: contentHash })),
  /** Of a sampled chunk: the pictures of the source that its first ones were made of. */
  compare: z.optional(
    z.extend(
      z.omit(videoTask, {
        ...{ kind: true, first: true, count: true, keyframes: true },
        ...{ frameRate: true, rungs: true, preset: true, threads: true },
      }),
      { pictures: z.int() },
    ),
  ),
});

export const jobTask = z.discriminatedUnion('kind', [
  inspectTask,
  videoTask,
  audioTask,
  textsTask,
  captionsTask,
  scoutTask,
  stillsTask,
  thumbsTask,
  listenTask,
  verifyTask,
]);
export type JobTask = z.infer<typeof jobTask>;
export type VideoTask = z.infer<typeof videoTask>;
export type AudioTask = z.infer<typeof audioTask>;
export type TextsTask = z.infer<typeof textsTask>;
export type CaptionsTask = z.infer<typeof captionsTask>;
export type ScoutTask = z.infer<typeof scoutTask>;
export type StillsTask = z.infer<typeof stillsTask>;
export type ThumbsTask = z.infer<typeof thumbsTask>;
export type ListenTask = z.infer<typeof listenTask>;
export type VerifyTask = z.infer<typeof verifyTask>;

/** A leased job. */
export const job = z.object({
  id: z.string(),
  lease: z.string(),
  /** Milliseconds that the lease runs without being renewed. */
  leaseMs: z.int(),
  title: titleId,
  source: contentHash,
  /** 1 for the first. */
  attempt: z.int(),
  task: jobTask,
});
export type Job = z.infer<typeof job>;

/**
 * One stored output: `name` is the rung, `audio`, the text's name, `sheet-0001.jpg`, a still's file, or what was found out:
 * `inspection.json`, `scout.json`, `stills.json`, `loudness.json`.
 */
export const jobOutput = z.object({ name: z.string(), hash: contentHash, bytes: z.int() });
export type JobOutput = z.infer<typeof jobOutput>;

/** What a job found out, beside its outputs. */
export const jobResult = z.object({
  /** CPU seconds of the children that did it. */
  cpuSeconds: z.number(),
  /** Pictures encoded, where the job is of video. */
  pictures: z.optional(z.int()),
  /** Of a job of several tracks: those that could not be had, each with a sentence that says why. */
  leftOut: z.optional(z.array(z.object({ name: z.string(), why: z.string().check(z.maxLength(1000)) }))),
  /** Of a verify job: what is wrong, and how much its rungs are like the source. */
  verified: z.optional(
    z.object({
      faults: z.array(z.string().check(z.maxLength(500))).check(z.maxLength(50)),
      measured: z.array(
        z.object({ name: z.string(), ssim: z.number(), vmaf: z.optional(z.number()), pictures: z.int() }),
      ),
    }),
  ),
});
export type Verified = NonNullable<z.infer<typeof jobResult>['verified']>;
