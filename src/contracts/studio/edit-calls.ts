import * as z from 'zod/mini';
import { call, type ServiceContract } from '../calls/define.ts';
import { stream, write } from '../calls/policy.ts';
import { seriesPlace, titleId } from '../title/index.ts';
import { studioTitle } from './title.ts';

/** What is said of titles, and how they look. */
export const editCalls = {
  edit: call({
    method: 'PATCH',
    path: '/api/studio/titles/{id}',
    audience: 'owner',
    policy: write,
    summary: 'Changes what is said of a title. Properties that are left out stay; null takes one away.',
    input: z.object({
      id: titleId,
      name: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
      year: z.optional(z.nullable(z.int().check(z.gte(1800), z.lte(2200)))),
      series: z.optional(z.nullable(seriesPlace)),
      summary: z.optional(z.nullable(z.string().check(z.maxLength(10_000)))),
      genres: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(z.maxLength(50))),
      people: z.optional(z.array(z.object({ name: z.string(), role: z.string() })).check(z.maxLength(500))),
      maturity: z.optional(z.nullable(z.string().check(z.maxLength(20)))),
      /** Language of a sound or text track of the film, by the track's name. */
      languages: z.optional(z.record(z.string(), z.string())),
    }),
    output: studioTitle,
    errors: ['studio.no-such-title', 'studio.no-such-track'],
  }),
  /** `series` gives episodes that have no number the next ones, in the order of `ids`. */
  editMany: call({
    method: 'PATCH',
    path: '/api/studio/titles',
    audience: 'owner',
    policy: { ...write, timeoutMs: 60_000 },
    summary: 'Changes the same of many titles: all of them, or none where one of them is not there.',
    input: z.object({
      ids: z.array(titleId).check(z.minLength(1), z.maxLength(500)),
      year: z.optional(z.nullable(z.int().check(z.gte(1800), z.lte(2200)))),
      maturity: z.optional(z.nullable(z.string().check(z.maxLength(20)))),
      series: z.optional(
        z.nullable(
          z.object({
            name: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
            season: z.optional(z.int().check(z.gte(0))),
          }),
        ),
      ),
      addGenres: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(z.maxLength(50))),
      removeGenres: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(z.maxLength(50))),
    }),
    output: z.object({ titles: z.array(studioTitle) }),
    errors: ['studio.no-such-title'],
  }),
  chooseStill: call({
    method: 'POST',
    path: '/api/studio/titles/{id}/artwork/{kind}/choose',
    audience: 'owner',
    policy: write,
    summary: 'Makes the poster or the backdrop of the picture at a place in the film.',
    input: z.object({ id: titleId, kind: z.enum(['poster', 'backdrop']), at: z.number().check(z.gte(0)) }),
    output: studioTitle,
    errors: ['studio.no-such-title', 'studio.source-gone', 'studio.no-plan-yet'],
  }),
  removeText: call({
    method: 'DELETE',
    path: '/api/studio/titles/{id}/texts/{name}',
    audience: 'owner',
    policy: write,
    summary: 'Takes away subtitles that were added.',
    input: z.object({ id: titleId, name: z.string() }),
    output: studioTitle,
    errors: ['studio.no-such-title', 'studio.no-such-track'],
  }),
};

export const editRoutes = {
  /** The body is the picture (JPEG, PNG, WebP or AVIF, at most 20 MB). Answers with a studioTitle. */
  artwork: {
    methods: ['PUT'],
    path: '/api/studio/titles/{id}/artwork/{kind}',
    audience: 'owner',
    policy: stream,
    summary: 'Gives a title a poster or a backdrop of its owner’s choice.',
    errors: ['studio.no-such-title', 'studio.not-a-picture', 'studio.too-large'],
  },
  /** The body is an NFO as Kodi writes it. Answers with a studioTitle. */
  nfo: {
    methods: ['PUT'],
    path: '/api/studio/titles/{id}/nfo',
    audience: 'owner',
    policy: stream,
    summary: 'Takes over what an NFO says of a title: name, year, plot, genres, people, rating, place in a series.',
    errors: ['studio.no-such-title', 'studio.not-metadata', 'studio.too-large'],
  },
  /** The body is SubRip, WebVTT, ASS or TTML in any charset; the query has `language`, `label`, `forced`, `filename`. Answers with a studioTitle. */
  text: {
    methods: ['PUT'],
    path: '/api/studio/titles/{id}/texts',
    audience: 'owner',
    policy: stream,
    summary: 'Adds subtitles to a title.',
    errors: ['studio.no-such-title', 'studio.not-subtitles', 'studio.too-large'],
  },
} satisfies ServiceContract['routes'];
