import * as z from 'zod/mini';
import { deadLetter } from '../calls/dead-letter.ts';
import { call, contract } from '../calls/define.ts';
import { critical, read, write } from '../calls/policy.ts';
import { artwork, presentation, titleId, titleMetadata } from '../title/index.ts';

/** A series as one thing. Specials are counted among the episodes, not as a season. */
export const wholeSeries = z.object({
  id: z.string(),
  name: z.string(),
  /** When it began, or the year of its earliest episode. */
  year: z.optional(z.int()),
  seasons: z.int(),
  episodes: z.int(),
});
export type WholeSeries = z.infer<typeof wholeSeries>;

export const titleCard = z.object({
  id: titleId,
  name: z.string(),
  durationSeconds: z.number(),
  /** ISO 8601: when it could first be played. */
  addedAt: z.string(),
  /** Of the tallest rung, by the name that people know it by: the shorter side of its picture. */
  height: z.int(),
  year: z.optional(z.int()),
  series: titleMetadata.shape.series,
  /** Of the series that it is an episode of, for `series`. */
  seriesId: z.optional(z.string()),
  /** Where the card stands for a whole series (`group=series`): it has the picture of its first episode. */
  whole: z.optional(wholeSeries),
  /** The first sentence or two. */
  summary: z.optional(z.string()),
  genres: z.optional(z.array(z.string())),
  maturity: z.optional(z.string()),
  /** BCP 47, of sound and of text. */
  audioLanguages: z.optional(z.array(z.string())),
  textLanguages: z.optional(z.array(z.string())),
  artwork: z.optional(artwork),
});
export type TitleCard = z.infer<typeof titleCard>;

const facet = z.object({ value: z.string(), titles: z.int() });

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
        after: z.optional(z.string()),
        limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(500)), 100),
        q: z.optional(z.string().check(z.maxLength(200))),
        sort: z.optional(z.enum(['added', 'name', 'year', 'duration', 'match'])),
        order: z.optional(z.enum(['ascending', 'descending'])),
        genre: z.optional(z.string()),
        language: z.optional(z.string()),
        /** Episodes of the series of that name alone. */
        series: z.optional(z.string()),
        /** Films of these years. */
        yearFrom: z.optional(z.coerce.number().check(z.int())),
        yearUntil: z.optional(z.coerce.number().check(z.int())),
        /** A series is one card; of a search that one episode alone fits, it is that episode. */
        group: z.optional(z.enum(['series'])),
      }),
      output: z.object({
        titles: z.array(titleCard),
        next: z.optional(z.string()),
        /** How many there are in all pages; and how many of them are series, where those are one each. */
        total: z.optional(z.int()),
        series: z.optional(z.int()),
      }),
      errors: [],
    }),
    title: call({
      method: 'GET',
      path: '/api/catalog/titles/{id}',
      audience: 'public',
      policy: critical,
      summary: 'One title, with the presentation of its current version, or of a version that still plays.',
      input: z.object({
        id: titleId,
        version: z.optional(z.string()),
        /** Answers sooner, without `more` (which can be asked for by itself), or with no more of it than the episodes. */
        more: z.optional(z.enum(['omit', 'episodes'])),
      }),
      output: z.object({
        card: titleCard,
        presentation,
        details: z.optional(titleMetadata),
        /** As in the call of that name. */
        more: z.optional(z.array(titleCard)),
      }),
      errors: ['catalog.no-such-title', 'catalog.no-such-version'],
    }),
    more: call({
      method: 'GET',
      path: '/api/catalog/titles/{id}/more',
      audience: 'public',
      policy: critical,
      summary:
        'What to watch beside a title: the episodes that follow; then what is of the same kind, a series as one card.',
      input: z.object({ id: titleId }),
      output: z.object({ titles: z.array(titleCard) }),
      errors: ['catalog.no-such-title'],
    }),
    series: call({
      method: 'GET',
      path: '/api/catalog/series/{id}',
      audience: 'public',
      policy: critical,
      summary: 'One series with all its episodes, season after season, specials last; and what is of the same kind.',
      input: z.object({ id: z.string().check(z.minLength(1), z.maxLength(400)) }),
      output: z.object({
        /** The series as one card; `whole` is there. */
        card: titleCard,
        /** Of all episodes, those who are in most of them first. */
        people: titleMetadata.shape.people,
        episodes: z.array(titleCard),
        more: z.array(titleCard),
      }),
      errors: ['catalog.no-such-series'],
    }),
    presentation: call({
      method: 'GET',
      path: '/api/catalog/titles/{id}/presentation',
      audience: 'peer',
      policy: critical,
      summary: 'What playing a title needs: its card and a presentation, without what goes with it.',
      input: z.object({ id: titleId, version: z.optional(z.string()) }),
      output: z.object({
        card: titleCard,
        presentation,
        /** ISO 8601: when the version's files go, where another has taken its place. */
        retiresAt: z.optional(z.string()),
      }),
      errors: ['catalog.no-such-title', 'catalog.no-such-version'],
    }),
    facets: call({
      method: 'GET',
      path: '/api/catalog/facets',
      audience: 'public',
      policy: critical,
      summary:
        'By what the library can be narrowed: genres, languages, series and decades, each with its number of titles.',
      input: z.object({
        /** A series counts as one. */
        group: z.optional(z.enum(['series'])),
      }),
      output: z.object({
        titles: z.int(),
        genres: z.array(facet),
        languages: z.array(facet),
        series: z.array(facet),
        /** By their first year: `1920`. The latest first. */
        decades: z.optional(z.array(facet)),
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
      output: z.object({ applied: z.int(), left: z.int() }),
      errors: [],
    }),
  },
  routes: {},
});
