import * as z from 'zod/mini';
import { call } from '../calls/define.ts';
import { read } from '../calls/policy.ts';
import { artwork, titleId } from '../title/index.ts';

/** A title that was removed and can still be brought back. */
export const removedTitle = z.object({
  id: titleId,
  name: z.string(),
  /** ISO 8601: when it was removed, and when its files go. */
  removedAt: z.string(),
  goesAt: z.string(),
  durationSeconds: z.optional(z.number()),
  /** What its files take on the disk. */
  bytes: z.int(),
  artwork: z.optional(artwork),
  /** Why it cannot be brought back just now, as a sentence. */
  why: z.optional(z.string()),
});
export type RemovedTitle = z.infer<typeof removedTitle>;

/** The shelf of what was removed. `restore` takes a title off it, `remove` with `now` for good. */
export const shelfCalls = {
  removed: call({
    method: 'GET',
    path: '/api/studio/removed',
    audience: 'owner',
    policy: read,
    summary: 'What was removed and can still be brought back, the last removed first.',
    input: z.object({ limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(1000)), 200) }),
    output: z.object({ titles: z.array(removedTitle) }),
    errors: [],
  }),
} as const;
