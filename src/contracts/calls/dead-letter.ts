import * as z from 'zod/mini';

/** An event that a service could not apply. */
export const deadLetter = z.object({
  topic: z.string(),
  /** What it is about, such as a title's id. */
  key: z.string(),
  type: z.optional(z.string()),
  /** ISO 8601: when it was given up. */
  at: z.string(),
  /** What went wrong; missing for one that only waits behind another of its key. */
  code: z.optional(z.string()),
  sentence: z.string(),
});
export type DeadLetter = z.infer<typeof deadLetter>;
