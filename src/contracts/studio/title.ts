import { z } from 'zod';
import { artwork, contentHash, finding, quality, titleId, titleMetadata } from '../title/index.ts';

/** The way of a title: inspecting → planning → encoding → ready; or refused, failed, cancelled by its owner. */
export const titleState = z.enum(['inspecting', 'planning', 'encoding', 'ready', 'refused', 'failed', 'cancelled']);

/** With what a title is encoded; what is left out stays as it is. */
export const encodeSettings = z.object({
  preset: z.enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium', 'slow', 'slower', 'veryslow']),
  crf: z.number().min(10).max(40),
  /** Short sides of the ladder's rungs. */
  shortSides: z.array(z.number().int().min(90).max(4320)).min(1).max(12),
});
export type EncodeSettings = z.infer<typeof encodeSettings>;

/** State of one piece of work: waiting, leased, done, failed, cancelled. */
export const pieceState = z.enum(['w', 'l', 'd', 'f', 'c']);

/** One row of the wall: a rung, or another part of the work. */
export const wallRow = z.object({
  /** `720p`, `a1-en`; unique in the wall. */
  name: z.string(),
  part: z.string(),
  /** One letter a chunk, of `pieceState`; one alone where the work is not cut into chunks. */
  states: z.string(),
});
export type WallRow = z.infer<typeof wallRow>;

/** A piece of work as one reads about it. */
export const piece = z.object({
  job: z.string(),
  part: z.string(),
  sequence: z.number().int(),
  /** Rungs or tracks that come of it. */
  makes: z.array(z.string()),
  state: pieceState,
  /** Place in the film, seconds. */
  from: z.number().optional(),
  until: z.number().optional(),
  encoder: z.string().optional(),
  /** Share done. */
  progress: z.number(),
  failures: z.number().int(),
  cpuSeconds: z.number().optional(),
  failure: z.object({ code: z.string(), sentence: z.string(), log: z.string() }).optional(),
});
export type Piece = z.infer<typeof piece>;

/** A version of a title, as its owner sees it. */
export const titleVersion = z.object({
  version: z.string(),
  current: z.boolean(),
  complete: z.boolean(),
  /** ISO 8601. `retiresAt`: when its files go, where another has taken its place. */
  publishedAt: z.string(),
  retiresAt: z.string().optional(),
  settings: encodeSettings.optional(),
  bytes: z.number().int(),
  rungs: z.array(
    z.object({
      name: z.string(),
      width: z.number().int(),
      height: z.number().int(),
      averageBandwidth: z.number().int(),
      peakBandwidth: z.number().int(),
      quality: quality.optional(),
    }),
  ),
  audio: z.array(z.object({ name: z.string(), language: z.string(), label: z.string(), channels: z.number().int() })),
  text: z.array(z.object({ name: z.string(), language: z.string(), label: z.string(), added: z.boolean() })),
});
export type TitleVersion = z.infer<typeof titleVersion>;

/** Something that went wrong of late. */
export const trouble = z.object({
  /** ISO 8601 */
  at: z.string(),
  code: z.string(),
  sentence: z.string(),
  title: titleId.optional(),
  name: z.string().optional(),
});

export const studioTitle = z.object({
  id: titleId,
  name: z.string(),
  state: titleState,
  /** True from the first look on: a version can be played. */
  watchable: z.boolean(),
  version: z.string().optional(),
  durationSeconds: z.number().optional(),
  findings: z.array(finding),
  /** The ladder as planned; `done` of `chunks` chunks are encoded. */
  rungs: z.array(
    z.object({
      name: z.string(),
      width: z.number().int(),
      height: z.number().int(),
      chunks: z.number().int(),
      done: z.number().int(),
    }),
  ),
  jobs: z.object({
    waiting: z.number().int(),
    leased: z.number().int(),
    done: z.number().int(),
    failed: z.number().int(),
  }),
  source: contentHash.optional(),
  addedAt: z.string(),
  /** Why it was refused or failed. */
  why: z.string().optional(),
  metadata: titleMetadata.optional(),
  artwork: artwork.optional(),
  /** Its owner holds it up: nothing more of it is begun. */
  paused: z.boolean().optional(),
  /** Share of the whole work, 0 to 1, and an honest guess of the seconds that remain; none while nothing can be said. */
  progress: z.object({ share: z.number(), remainingSeconds: z.number().optional() }).optional(),
  settings: encodeSettings.optional(),
  /** Another file is on its way to take its film's place; until it is ready, the film plays as it was. */
  replacing: z.boolean().optional(),
});
export type StudioTitle = z.infer<typeof studioTitle>;
