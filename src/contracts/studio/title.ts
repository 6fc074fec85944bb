import * as z from 'zod/mini';
import { artwork, contentHash, finding, quality, titleId, titleMetadata } from '../title/index.ts';

/** The way of a title: inspecting → planning → encoding → ready; or refused, failed, cancelled by its owner. */
export const titleState = z.enum(['inspecting', 'planning', 'encoding', 'ready', 'refused', 'failed', 'cancelled']);

/** With what a title is encoded; what is left out stays as it is. */
export const encodeSettings = z.object({
  preset: z.enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium', 'slow', 'slower', 'veryslow']),
  crf: z.number().check(z.gte(10), z.lte(40)),
  /** Short sides of the ladder's rungs. */
  shortSides: z.array(z.int().check(z.gte(90), z.lte(4320))).check(z.minLength(1), z.maxLength(12)),
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
  sequence: z.int(),
  /** Rungs or tracks that come of it. */
  makes: z.array(z.string()),
  state: pieceState,
  /** Place in the film, seconds. */
  from: z.optional(z.number()),
  until: z.optional(z.number()),
  encoder: z.optional(z.string()),
  /** Share done. */
  progress: z.number(),
  failures: z.int(),
  cpuSeconds: z.optional(z.number()),
  failure: z.optional(z.object({ code: z.string(), sentence: z.string(), log: z.string() })),
});
export type Piece = z.infer<typeof piece>;

/** A version of a title, as its owner sees it. */
export const titleVersion = z.object({
  version: z.string(),
  current: z.boolean(),
  complete: z.boolean(),
  /** ISO 8601. `retiresAt`: when its files go, where another has taken its place. */
  publishedAt: z.string(),
  retiresAt: z.optional(z.string()),
  settings: z.optional(encodeSettings),
  bytes: z.int(),
  rungs: z.array(
    z.object({
      name: z.string(),
      width: z.int(),
      height: z.int(),
      averageBandwidth: z.int(),
      peakBandwidth: z.int(),
      quality: z.optional(quality),
    }),
  ),
  audio: z.array(z.object({ name: z.string(), language: z.string(), label: z.string(), channels: z.int() })),
  text: z.array(z.object({ name: z.string(), language: z.string(), label: z.string(), added: z.boolean() })),
});
export type TitleVersion = z.infer<typeof titleVersion>;

/** Something that went wrong of late. */
export const trouble = z.object({
  /** ISO 8601 */
  at: z.string(),
  code: z.string(),
  sentence: z.string(),
  title: z.optional(titleId),
  name: z.optional(z.string()),
});

export const studioTitle = z.object({
  id: titleId,
  name: z.string(),
  state: titleState,
  /** True from the first look on: a version can be played. */
  watchable: z.boolean(),
  version: z.optional(z.string()),
  durationSeconds: z.optional(z.number()),
  findings: z.array(finding),
  /** The ladder as planned; `done` of `chunks` chunks are encoded. */
  rungs: z.array(
    z.object({
      name: z.string(),
      width: z.int(),
      height: z.int(),
      chunks: z.int(),
      done: z.int(),
    }),
  ),
  jobs: z.object({
    waiting: z.int(),
    leased: z.int(),
    done: z.int(),
    failed: z.int(),
  }),
  source: z.optional(contentHash),
  addedAt: z.string(),
  /** Why it was refused or failed. */
  why: z.optional(z.string()),
  metadata: z.optional(titleMetadata),
  artwork: z.optional(artwork),
  /** Its owner holds it up: nothing more of it is begun. */
  paused: z.optional(z.boolean()),
  /** Share of the whole work, 0 to 1, and an honest guess of the seconds that remain; none while nothing can be said. */
  progress: z.optional(z.object({ share: z.number(), remainingSeconds: z.optional(z.number()) })),
  settings: z.optional(encodeSettings),
  /** Another file is on its way to take its film's place; until it is ready, the film plays as it was. */
  replacing: z.optional(z.boolean()),
});
export type StudioTitle = z.infer<typeof studioTitle>;
