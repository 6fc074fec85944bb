import { z } from 'zod';

/** A UUIDv7. */
export const titleId = z.uuid();
/** SHA-256, 64 hex digits. */
export const contentHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Something that inspection found, with the place in the film where there is one. */
export const finding = z.object({
  code: z.string(),
  severity: z.enum(['refused', 'repaired', 'warned']),
  sentence: z.string(),
  /** Seconds from the start of the film. */
  at: z.number().optional(),
});
export type Finding = z.infer<typeof finding>;

export const chapter = z.object({ start: z.number(), end: z.number(), name: z.string() });

/** One video rendition of a version: one CMAF file. */
export const videoRendition = z.object({
  /** Names its folder: `720p`. */
  name: z.string(),
  /** RFC 6381, e.g. `avc1.64001f`. */
  codecs: z.string(),
  width: z.number().int(),
  height: z.number().int(),
  /** Pictures a second, as a fraction `30000/1001`. */
  frameRate: z.string(),
  /** Bits per second of its largest segment, and of the whole. */
  peakBandwidth: z.number().int(),
  averageBandwidth: z.number().int(),
  /** Bytes of the file, and the inclusive ranges of init section and `sidx` in it. */
  bytes: z.number().int(),
  init: z.object({ first: z.number().int(), last: z.number().int() }),
  index: z.object({ first: z.number().int(), last: z.number().int() }),
  /** Content hash of the file. */
  hash: contentHash,
});
export const audioRendition = videoRendition.omit({ width: true, height: true, frameRate: true }).extend({
  language: z.string(),
  label: z.string(),
  channels: z.number().int(),
  sampleRate: z.number().int(),
  isDefault: z.boolean(),
});
export const textRendition = z.object({
  name: z.string(),
  language: z.string(),
  label: z.string(),
  bytes: z.number().int(),
  hash: contentHash,
  isDefault: z.boolean(),
});

/**
 * What can be played: all that manifests need. Each rendition `name` is a folder
 * `{title}/{version}/{name}/` with `media.mp4` and `media.m3u8` (text: `media.vtt` and `media.m3u8`).
 */
export const presentation = z.object({
  title: titleId,
  /** Rises with each version of a title. */
  version: z.string(),
  durationSeconds: z.number(),
  /** Longest segment, rounded up: HLS's target duration. */
  targetDuration: z.number().int(),
  video: z.array(videoRendition),
  audio: z.array(audioRendition),
  text: z.array(textRendition),
  chapters: z.array(chapter),
});
export type Presentation = z.infer<typeof presentation>;
export type VideoRendition = z.infer<typeof videoRendition>;
export type AudioRendition = z.infer<typeof audioRendition>;
export type TextRendition = z.infer<typeof textRendition>;
