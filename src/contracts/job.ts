import { z } from 'zod';
import { contentHash, titleId } from './title.ts';

/**
 * One video rung as the encoder is to make it. Codec settings are part of the plan, so that the same plan gives
 * the same bytes on every host.
 */
export const rungTask = z.object({
  name: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  profile: z.enum(['main', 'high']),
  /** H.264 level, e.g. `4.1`. */
  level: z.string(),
  crf: z.number(),
  /** Bits per second; buffer in bits. */
  maxRate: z.number().int(),
  bufferSize: z.number().int(),
});
export type RungTask = z.infer<typeof rungTask>;

/** What is done with the source's pictures before they are encoded, in this order. */
export const treatment = z.object({
  /** The size that every picture is brought to first: some films change theirs in the middle. */
  size: z.object({ width: z.number().int(), height: z.number().int() }),
  fields: z.enum(['progressive', 'interlaced', 'telecined']),
  /** Of fields, the upper is the earlier one. */
  topFirst: z.boolean(),
  /** What is kept, without black bars; null for all. */
  crop: z
    .object({ x: z.number().int(), y: z.number().int(), width: z.number().int(), height: z.number().int() })
    .nullable(),
  /** Left and right are changed over, then it is turned clockwise by 0, 90, 180 or 270 degrees. */
  mirrored: z.boolean(),
  rotation: z.number().int(),
  /** What the colours of the source are, by ffmpeg's names: high dynamic range is made ordinary. */
  color: z.object({
    primaries: z.string(),
    transfer: z.string(),
    matrix: z.string(),
    range: z.enum(['tv', 'pc']),
  }),
});

export const inspectTask = z.object({ kind: z.literal('inspect') });

/** Decodes `count` pictures from the picture at `seek` on and encodes them once for each rung. */
export const videoTask = z.object({
  kind: z.literal('video'),
  stream: z.number().int(),
  /** Index of the first picture in the film's picture list, and how many. */
  first: z.number().int(),
  count: z.number().int(),
  /** Presentation time of the first picture and of the one before it, in seconds of the source's own timeline. */
  firstTime: z.number(),
  previousTime: z.number().optional(),
  /** Picture offsets within the chunk (0 first) that must be IDR pictures: where segments begin. */
  keyframes: z.array(z.number().int()),
  /** Nominal pictures a second, for rate control alone. */
  frameRate: z.object({ num: z.number().int(), den: z.number().int() }),
  rungs: z.array(rungTask),
  preset: z.string(),
  threads: z.number().int(),
  treatment,
});

/** Encodes one whole audio track so that its first sample lies at the film's first picture. */
export const audioTask = z.object({
  kind: z.literal('audio'),
  stream: z.number().int(),
  name: z.string(),
  /** The film's start and length on the source's own timeline, seconds. */
  start: z.number(),
  duration: z.number(),
  channels: z.number().int(),
  sampleRate: z.number().int(),
  bitRate: z.number().int(),
});

/** Extracts one text track as WebVTT, times relative to `start`. */
export const textTask = z.object({
  kind: z.literal('text'),
  stream: z.number().int(),
  name: z.string(),
  start: z.number(),
});

export const jobTask = z.discriminatedUnion('kind', [inspectTask, videoTask, audioTask, textTask]);
export type JobTask = z.infer<typeof jobTask>;
export type VideoTask = z.infer<typeof videoTask>;
export type AudioTask = z.infer<typeof audioTask>;
export type TextTask = z.infer<typeof textTask>;

/** A leased job. */
export const job = z.object({
  id: z.string(),
  lease: z.string(),
  /** Milliseconds that the lease runs without being renewed. */
  leaseMs: z.number().int(),
  title: titleId,
  source: contentHash,
  /** 1 for the first. */
  attempt: z.number().int(),
  task: jobTask,
});
export type Job = z.infer<typeof job>;

/** One stored output: `name` is the rung, `audio`, `text` or `inspection.json`. */
export const jobOutput = z.object({ name: z.string(), hash: contentHash, bytes: z.number().int() });
export type JobOutput = z.infer<typeof jobOutput>;

/** What a job found out, beside its outputs. */
export const jobResult = z.object({
  /** CPU seconds of the children that did it. */
  cpuSeconds: z.number(),
  /** Pictures encoded, where the job is of video. */
  pictures: z.number().int().optional(),
});
