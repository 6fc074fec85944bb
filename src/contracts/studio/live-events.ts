import * as z from 'zod/mini';
import { showCalls } from './show-calls.ts';
import { studioTitle } from './title.ts';

const progress = z.optional(z.object({ share: z.number(), remainingSeconds: z.optional(z.number()) }));

/** What a `wall` event tells: pieces that changed, or that there were too many to tell and the wall must be asked for. */
export const wallNews = z.union([
  z.object({ title: z.string(), stale: z.literal(true) }),
  z.object({
    title: z.string(),
    /** Row, chunk, letter of `pieceState`. */
    changes: z.array(z.tuple([z.string(), z.int(), z.string()])),
    progress,
  }),
]);
export type WallNews = z.infer<typeof wallNews>;

/** The data of each server-sent event of the studio's `events`, by its name. */
export const studioEvents = {
  title: studioTitle,
  removed: z.object({ id: z.string() }),
  wall: wallNews,
  work: showCalls.work.output,
  stale: z.object({}),
} as const;
