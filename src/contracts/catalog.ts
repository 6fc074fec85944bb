import { z } from 'zod';
import { call, contract } from './define.ts';
import { critical } from './policy.ts';
import { presentation, titleId } from './title.ts';

export const titleCard = z.object({
  id: titleId,
  name: z.string(),
  durationSeconds: z.number(),
  /** ISO 8601: when it could first be played. */
  addedAt: z.string(),
  /** Height of the tallest rung. */
  height: z.number().int(),
});
export type TitleCard = z.infer<typeof titleCard>;

/** What can be watched. */
export const catalogContract = contract({
  name: 'catalog',
  calls: {
    titles: call({
      method: 'GET',
      path: '/api/catalog/titles',
      audience: 'public',
      policy: critical,
      summary: 'Every title that can be watched, newest first.',
      input: z.object({ after: z.string().optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
      output: z.object({ titles: z.array(titleCard), next: z.string().optional() }),
      errors: [],
    }),
    title: call({
      method: 'GET',
      path: '/api/catalog/titles/{id}',
      audience: 'public',
      policy: critical,
      summary: 'One title, with the presentation of its current version, or of a version that still plays.',
      input: z.object({ id: titleId, version: z.string().optional() }),
      output: z.object({ card: titleCard, presentation }),
      errors: ['catalog.no-such-title', 'catalog.no-such-version'],
    }),
  },
  routes: {},
});
