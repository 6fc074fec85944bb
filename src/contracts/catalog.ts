import { z } from 'zod';
import { call, contract } from './define.ts';
import { critical, read, write } from './policy.ts';
import { artwork, presentation, titleId, titleMetadata } from './title.ts';

export const titleCard = z.object({
  id: titleId,
  name: z.string(),
  durationSeconds: z.number(),
  /** ISO 8601: when it could first be played. */
  addedAt: z.string(),
  /** Height of the tallest rung. */
  height: z.number().int(),
  year: z.number().int().optional(),
  series: titleMetadata.shape.series,
  /** The first sentence or two. */
  summary: z.string().optional(),
  genres: z.array(z.string()).optional(),
  maturity: z.string().optional(),
  /** BCP 47, of sound and of text. */
  audioLanguages: z.array(z.string()).optional(),
  textLanguages: z.array(z.string()).optional(),
  artwork: artwork.optional(),
});
export type TitleCard = z.infer<typeof titleCard>;

const facet = z.object({ value: z.string(), titles: z.number().int() });

/** An event that a service could not apply. */
export const deadLetter = z.object({
  topic: z.string(),
  /** What it is about, such as a title's id. */
  key: z.string(),
  type: z.string().optional(),
  /** ISO 8601: when it was given up. */
  at: z.string(),
  /** What went wrong; missing for one that only waits behind another of its key. */
  code: z.string().optional(),
  sentence: z.string(),
});
export type DeadLetter = z.infer<typeof deadLetter>;

/** What can be watched. */
export const catalogContract = contract({
  name: 'catalog',
  calls: {
    titles: call({
      method: 'GET',
      path: '/api/catalog/titles',
      audience: 'public',
      policy: critical,
      summary:
        'Titles that can be watched, a page at a time; `q` finds by name, series, people and year, with small slips of the pen.',
      input: z.object({
        after: z.string().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        q: z.string().max(200).optional(),
        sort: z.enum(['added', 'name', 'year', 'duration', 'match']).optional(),
        order: z.enum(['ascending', 'descending']).optional(),
        genre: z.string().optional(),
        language: z.string().optional(),
        /** Episodes of that series alone. */
        series: z.string().optional(),
      }),
      output: z.object({
        titles: z.array(titleCard),
        next: z.string().optional(),
        /** How many there are in all pages. */
        total: z.number().int().optional(),
      }),
      errors: [],
    }),
    title: call({
      method: 'GET',
      path: '/api/catalog/titles/{id}',
      audience: 'public',
      policy: critical,
      summary: 'One title, with the presentation of its current version, or of a version that still plays.',
      input: z.object({ id: titleId, version: z.string().optional() }),
      output: z.object({
        card: titleCard,
        presentation,
        details: titleMetadata.optional(),
        /** Of the same series, or of the same kind. */
        more: z.array(titleCard).optional(),
      }),
      errors: ['catalog.no-such-title', 'catalog.no-such-version'],
    }),
    presentation: call({
      method: 'GET',
      path: '/api/catalog/titles/{id}/presentation',
      audience: 'peer',
      policy: critical,
      summary: 'What playing a title needs: its card and a presentation, without what goes with it.',
      input: z.object({ id: titleId, version: z.string().optional() }),
      output: z.object({ card: titleCard, presentation }),
      errors: ['catalog.no-such-title', 'catalog.no-such-version'],
    }),
    facets: call({
      method: 'GET',
      path: '/api/catalog/facets',
      audience: 'public',
      policy: critical,
      summary: 'By what the library can be narrowed: genres, languages and series, each with its number of titles.',
      input: z.object({}),
      output: z.object({
        titles: z.number().int(),
        genres: z.array(facet),
        languages: z.array(facet),
        series: z.array(facet),
      }),
      errors: [],
    }),
    deadLetters: call({
      method: 'GET',
      path: '/api/catalog/dead-letters',
      audience: 'owner',
      policy: read,
      summary:
        'Events that the catalogue could not apply, and those that wait behind them, the oldest first; 500 at most.',
      input: z.object({}),
      output: z.object({ letters: z.array(deadLetter) }),
      errors: [],
    }),
    retryDeadLetters: call({
      method: 'POST',
      path: '/api/catalog/dead-letters/retry',
      audience: 'owner',
      policy: write,
      summary: 'Applies them again, in order, and each title’s up to the first that still cannot be.',
      input: z.object({}),
      output: z.object({ applied: z.number().int(), left: z.number().int() }),
      errors: [],
    }),
  },
  routes: {},
});
