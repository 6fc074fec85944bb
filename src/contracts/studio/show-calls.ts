import * as z from 'zod/mini';
import { call, type ServiceContract } from '../calls/define.ts';
import { read, stream } from '../calls/policy.ts';
import { contentHash, titleId } from '../title/index.ts';
import { piece, studioTitle, titleVersion, trouble, wallRow } from './title.ts';

/** What the studio shows of its titles and of the work on them. */
export const showCalls = {
  titles: call({
    method: 'GET',
    path: '/api/studio/titles',
    audience: 'owner',
    policy: read,
    summary: 'Every title with its state, newest first.',
    input: z.object({
      after: z.optional(z.string()),
      limit: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(1000)), 200),
    }),
    output: z.object({ titles: z.array(studioTitle), next: z.optional(z.string()) }),
    errors: [],
  }),
  title: call({
    method: 'GET',
    path: '/api/studio/titles/{id}',
    audience: 'owner',
    policy: read,
    summary: 'One title with its state.',
    input: z.object({ id: titleId }),
    output: studioTitle,
    errors: ['studio.no-such-title'],
  }),
  plan: call({
    method: 'GET',
    path: '/api/studio/titles/{id}/plan',
    audience: 'owner',
    policy: read,
    summary:
      'The plan: pictures, shots, chunks, segments and ladder. The same source and settings give the same bytes.',
    input: z.object({ id: titleId }),
    output: z.object({ plan: z.json(), hash: contentHash }),
    errors: ['studio.no-such-title', 'studio.no-plan-yet'],
  }),
  work: call({
    method: 'GET',
    path: '/api/studio/work',
    audience: 'owner',
    policy: read,
    summary: 'How much work there is: jobs by state, uploads under way.',
    input: z.object({}),
    output: z.object({
      jobs: z.object({
        waiting: z.int(),
        leased: z.int(),
        done: z.int(),
        failed: z.int(),
      }),
      uploads: z.int(),
      /** Of the disk that the studio's objects lie on. `held`: why no new work is begun. */
      disk: z.optional(z.object({ freeBytes: z.number(), totalBytes: z.number(), held: z.optional(z.string()) })),
      /** Encoders that have leases or asked of late. */
      encoders: z.optional(z.array(z.object({ name: z.string(), leased: z.int(), seenAt: z.string() }))),
      /** The last errors, newest first. */
      troubles: z.optional(z.array(trouble)),
    }),
    errors: [],
  }),
  versions: call({
    method: 'GET',
    path: '/api/studio/titles/{id}/versions',
    audience: 'owner',
    policy: read,
    summary: 'The versions of a title that still play, newest first, with what was measured of each rung.',
    input: z.object({ id: titleId }),
    output: z.object({ versions: z.array(titleVersion) }),
    errors: ['studio.no-such-title'],
  }),
  wall: call({
    method: 'GET',
    path: '/api/studio/titles/{id}/wall',
    audience: 'owner',
    policy: read,
    summary: 'All pieces of work of a title: a row a rung, a letter a chunk.',
    input: z.object({ id: titleId }),
    output: z.object({
      /** Seconds from the film’s start where each chunk begins, and the end of the last. */
      chunks: z.array(z.number()),
      rows: z.array(wallRow),
      progress: z.optional(z.object({ share: z.number(), remainingSeconds: z.optional(z.number()) })),
    }),
    errors: ['studio.no-such-title'],
  }),
  piece: call({
    method: 'GET',
    path: '/api/studio/titles/{id}/wall/{row}/{chunk}',
    audience: 'owner',
    policy: read,
    summary: 'One piece of work, with the log of its last failure.',
    input: z.object({ id: titleId, row: z.string(), chunk: z.coerce.number().check(z.int(), z.gte(0)) }),
    output: piece,
    errors: ['studio.no-such-title', 'studio.no-such-piece'],
  }),
};

export const showRoutes = {
  /**
   * Server-sent events, the data JSON: `title` (a studioTitle, after each change), `removed` ({id}), `wall`
   * ({title, changes: [row, chunk, letter][], progress}; where there are too many at once ({title, stale: true}): ask
   * for the wall again), `work` (the answer of `work`, every few seconds). The query's `title` narrows it to one.
   * A new connection begins with what changed since `Last-Event-ID`, or with `stale` ({}) where that is not known.
   */
  events: {
    methods: ['GET'],
    path: '/api/studio/events',
    audience: 'owner',
    policy: stream,
    summary: 'What changes in the studio, as server-sent events.',
    errors: [],
  },
} satisfies ServiceContract['routes'];
