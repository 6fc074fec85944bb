import * as z from 'zod/mini';
import { eventKind } from '../calls/event.ts';
import { artwork, presentation, titleId, titleMetadata } from '../title/index.ts';

/** A version became current. Told again for each new version of the same title. */
export const titleEncoded = eventKind({
  type: 'title.encoded',
  topic: 'titles',
  payload: z.object({
    id: titleId,
    name: z.string(),
    addedAt: z.string(),
    presentation,
    complete: z.boolean(),
    metadata: z.optional(titleMetadata),
    artwork: z.optional(artwork),
    /** The versions before it that still play, and when their files go (ISO 8601). */
    retiring: z.optional(z.array(z.object({ version: z.string(), at: z.string() }))),
  }),
});

/** What is said of a title, or how it looks, was changed. Told only of titles that were told as encoded. */
export const titleChanged = eventKind({
  type: 'title.changed',
  topic: 'titles',
  payload: z.object({ id: titleId, name: z.string(), metadata: titleMetadata, artwork: z.optional(artwork) }),
});

/** A title was removed: nothing new may be played of it. */
export const titleRemoved = eventKind({
  type: 'title.removed',
  topic: 'titles',
  payload: z.object({ id: titleId }),
});

/** A version's files are gone: no address of it is valid any more. */
export const versionRetired = eventKind({
  type: 'version.retired',
  topic: 'titles',
  payload: z.object({ id: titleId, version: z.string() }),
});
