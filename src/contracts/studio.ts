import { z } from 'zod';
import { call, contract } from './define.ts';
import { eventKind } from './event.ts';
import { job, jobOutput, jobResult } from './job.ts';
import { background, read, stream, write } from './policy.ts';
import { hookCalls } from './studio-hooks.ts';
import { shelfCalls } from './studio-shelf.ts';
import { artwork, contentHash, finding, presentation, quality, seriesPlace, titleId, titleMetadata } from './title.ts';

/** The way of a title: inspecting → planning → encoding → ready; or refused, failed, cancelled by its owner. */
export const titleState = z.enum(['inspecting', 'planning', 'encoding', 'ready', 'refused', 'failed', 'cancelled']);

/** With what a title is encoded; what is left out stays as it is. */
export const encodeSettings = z.object({
  preset: z.enum(['ultrafast', 'superfast', 'veryfast', 'faster', 'fast', 'medium', 'slow', 'slower', 'veryslow']),
  crf: z.number().min(10).max(40),
  /** Short sides of the ladder's rungs. */
  shortSides: z.array(z.number().int().min(90).max(4320)).min(1).max(12),
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
  sequence: z.number().int(),
  /** Rungs or tracks that come of it. */
  makes: z.array(z.string()),
  state: pieceState,
  /** Place in the film, seconds. */
  from: z.number().optional(),
  until: z.number().optional(),
  encoder: z.string().optional(),
  /** Share done. */
  progress: z.number(),
  failures: z.number().int(),
  cpuSeconds: z.number().optional(),
  failure: z.object({ code: z.string(), sentence: z.string(), log: z.string() }).optional(),
});
export type Piece = z.infer<typeof piece>;

/** A version of a title, as its owner sees it. */
export const titleVersion = z.object({
  version: z.string(),
  current: z.boolean(),
  complete: z.boolean(),
  /** ISO 8601. `retiresAt`: when its files go, where another has taken its place. */
  publishedAt: z.string(),
  retiresAt: z.string().optional(),
  settings: encodeSettings.optional(),
  bytes: z.number().int(),
  rungs: z.array(
    z.object({
      name: z.string(),
      width: z.number().int(),
      height: z.number().int(),
      averageBandwidth: z.number().int(),
      peakBandwidth: z.number().int(),
      quality: quality.optional(),
    }),
  ),
  audio: z.array(z.object({ name: z.string(), language: z.string(), label: z.string(), channels: z.number().int() })),
  text: z.array(z.object({ name: z.string(), language: z.string(), label: z.string(), added: z.boolean() })),
});
export type TitleVersion = z.infer<typeof titleVersion>;

/** Something that went wrong of late. */
export const trouble = z.object({
  /** ISO 8601 */
  at: z.string(),
  code: z.string(),
  sentence: z.string(),
  title: titleId.optional(),
  name: z.string().optional(),
});

export const studioTitle = z.object({
  id: titleId,
  name: z.string(),
  state: titleState,
  /** True from the first look on: a version can be played. */
  watchable: z.boolean(),
  version: z.string().optional(),
  durationSeconds: z.number().optional(),
  findings: z.array(finding),
  /** The ladder as planned; `done` of `chunks` chunks are encoded. */
  rungs: z.array(
    z.object({
      name: z.string(),
      width: z.number().int(),
      height: z.number().int(),
      chunks: z.number().int(),
      done: z.number().int(),
    }),
  ),
  jobs: z.object({
    waiting: z.number().int(),
    leased: z.number().int(),
    done: z.number().int(),
    failed: z.number().int(),
  }),
  source: contentHash.optional(),
  addedAt: z.string(),
  /** Why it was refused or failed. */
  why: z.string().optional(),
  metadata: titleMetadata.optional(),
  artwork: artwork.optional(),
  /** Its owner holds it up: nothing more of it is begun. */
  paused: z.boolean().optional(),
  /** Share of the whole work, 0 to 1, and an honest guess of the seconds that remain; none while nothing can be said. */
  progress: z.object({ share: z.number(), remainingSeconds: z.number().optional() }).optional(),
  settings: encodeSettings.optional(),
  /** Another file is on its way to take its film's place; until it is ready, the film plays as it was. */
  replacing: z.boolean().optional(),
});
export type StudioTitle = z.infer<typeof studioTitle>;

const lease = z.object({ job: z.string(), lease: z.string() });

/** What may be wrong with a file of the studio's machine that is to be taken in. */
const takingIn = [
  'studio.no-such-file',
  'studio.not-a-file',
  'studio.empty-file',
  'studio.unreadable-file',
  'studio.remote-file',
  'studio.file-changed',
  'studio.no-disc-film',
  'studio.no-room',
  'objects.full',
] as const;

/** A film's way in, and the origin of its bytes. */
export const studioContract = contract({
  name: 'studio',
  calls: {
    ...shelfCalls,
    ...hookCalls,
    addFile: call({
      method: 'POST',
      path: '/api/studio/files',
      audience: 'owner',
      policy: { ...write, timeoutMs: 3_600_000 },
      summary:
        'Takes in a file of the machine that the studio runs on, by its path or a `file:` address of its bytes: linked where the file system allows, else copied. The folder of a disc (VIDEO_TS, BDMV) is one film.',
      input: z.object({ path: z.string().min(1), name: z.string().min(1).max(500).optional() }),
      output: z.object({ title: studioTitle, already: z.boolean() }),
      errors: [...takingIn],
    }),
    titles: call({
      method: 'GET',
      path: '/api/studio/titles',
      audience: 'owner',
      policy: read,
      summary: 'Every title with its state, newest first.',
      input: z.object({ after: z.string().optional(), limit: z.coerce.number().int().min(1).max(1000).default(200) }),
      output: z.object({ titles: z.array(studioTitle), next: z.string().optional() }),
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
    remove: call({
      method: 'DELETE',
      path: '/api/studio/titles/{id}',
      audience: 'owner',
      policy: write,
      summary: 'Hides the title at once; its files go when its last signed address has expired, or now.',
      input: z.object({ id: titleId, now: z.stringbool().or(z.boolean()).default(false) }),
      output: z.object({ removed: z.boolean() }),
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
          waiting: z.number().int(),
          leased: z.number().int(),
          done: z.number().int(),
          failed: z.number().int(),
        }),
        uploads: z.number().int(),
        /** Of the disk that the studio's objects lie on. `held`: why no new work is begun. */
        disk: z.object({ freeBytes: z.number(), totalBytes: z.number(), held: z.string().optional() }).optional(),
        /** Encoders that have leases or asked of late. */
        encoders: z.array(z.object({ name: z.string(), leased: z.number().int(), seenAt: z.string() })).optional(),
        /** The last errors, newest first. */
        troubles: z.array(trouble).optional(),
      }),
      errors: [],
    }),
    restore: call({
      method: 'POST',
      path: '/api/studio/titles/{id}/restore',
      audience: 'owner',
      policy: write,
      summary: 'Takes a removal back, as long as its files are still there.',
      input: z.object({ id: titleId }),
      output: studioTitle,
      errors: ['studio.no-such-title', 'studio.gone'],
    }),
    pause: call({
      method: 'POST',
      path: '/api/studio/titles/{id}/pause',
      audience: 'owner',
      policy: write,
      summary: 'Begins nothing more of this title until it is resumed; what is being encoded is finished.',
      input: z.object({ id: titleId }),
      output: studioTitle,
      errors: ['studio.no-such-title'],
    }),
    resume: call({
      method: 'POST',
      path: '/api/studio/titles/{id}/resume',
      audience: 'owner',
      policy: write,
      summary: 'Goes on with a paused title.',
      input: z.object({ id: titleId }),
      output: studioTitle,
      errors: ['studio.no-such-title'],
    }),
    cancel: call({
      method: 'POST',
      path: '/api/studio/titles/{id}/cancel',
      audience: 'owner',
      policy: write,
      summary: 'Drops all work of this title that is not done; what can be watched stays.',
      input: z.object({ id: titleId }),
      output: studioTitle,
      errors: ['studio.no-such-title', 'studio.not-under-way'],
    }),
    retry: call({
      method: 'POST',
      path: '/api/studio/titles/{id}/retry',
      audience: 'owner',
      policy: write,
      summary: 'Takes up a failed or cancelled title where it stopped: only what is not done is done again.',
      input: z.object({ id: titleId }),
      output: studioTitle,
      errors: ['studio.no-such-title', 'studio.nothing-to-retry', 'studio.source-gone'],
    }),
    reencode: call({
      method: 'POST',
      path: '/api/studio/titles/{id}/reencode',
      audience: 'owner',
      policy: write,
      summary: 'Encodes anew with other settings, as a new version. Whoever watches keeps the version that plays.',
      input: z.object({ id: titleId, settings: encodeSettings.partial() }),
      output: studioTitle,
      errors: ['studio.no-such-title', 'studio.under-way', 'studio.source-gone', 'studio.no-plan-yet'],
    }),
    edit: call({
      method: 'PATCH',
      path: '/api/studio/titles/{id}',
      audience: 'owner',
      policy: write,
      summary: 'Changes what is said of a title. Properties that are left out stay; null takes one away.',
      input: z.object({
        id: titleId,
        name: z.string().min(1).max(500).optional(),
        year: z.number().int().min(1800).max(2200).nullable().optional(),
        series: seriesPlace.nullable().optional(),
        summary: z.string().max(10_000).nullable().optional(),
        genres: z.array(z.string().min(1).max(100)).max(50).optional(),
        people: z
          .array(z.object({ name: z.string(), role: z.string() }))
          .max(500)
          .optional(),
        maturity: z.string().max(20).nullable().optional(),
        /** Language of a sound or text track of the film, by the track's name. */
        languages: z.record(z.string(), z.string()).optional(),
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
        ids: z.array(titleId).min(1).max(500),
        year: z.number().int().min(1800).max(2200).nullable().optional(),
        maturity: z.string().max(20).nullable().optional(),
        series: z
          .object({ name: z.string().min(1).max(500).optional(), season: z.number().int().min(0).optional() })
          .nullable()
          .optional(),
        addGenres: z.array(z.string().min(1).max(100)).max(50).optional(),
        removeGenres: z.array(z.string().min(1).max(100)).max(50).optional(),
      }),
      output: z.object({ titles: z.array(studioTitle) }),
      errors: ['studio.no-such-title'],
    }),
    /** An upload does the same where its metadata names the title as `replaces`. */
    replace: call({
      method: 'POST',
      path: '/api/studio/titles/{id}/replace',
      audience: 'owner',
      policy: { ...write, timeoutMs: 3_600_000 },
      summary:
        'Takes in a file of the machine that the studio runs on as the film of this title. What plays goes on until the new one is ready; a file that cannot be used changes nothing.',
      input: z.object({ id: titleId, path: z.string().min(1) }),
      output: studioTitle,
      errors: ['studio.no-such-title', 'studio.under-way', 'studio.same-film', 'studio.already-there', ...takingIn],
    }),
    chooseStill: call({
      method: 'POST',
      path: '/api/studio/titles/{id}/artwork/{kind}/choose',
      audience: 'owner',
      policy: write,
      summary: 'Makes the poster or the backdrop of the picture at a place in the film.',
      input: z.object({ id: titleId, kind: z.enum(['poster', 'backdrop']), at: z.number().min(0) }),
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
        progress: z.object({ share: z.number(), remainingSeconds: z.number().optional() }).optional(),
      }),
      errors: ['studio.no-such-title'],
    }),
    piece: call({
      method: 'GET',
      path: '/api/studio/titles/{id}/wall/{row}/{chunk}',
      audience: 'owner',
      policy: read,
      summary: 'One piece of work, with the log of its last failure.',
      input: z.object({ id: titleId, row: z.string(), chunk: z.coerce.number().int().min(0) }),
      output: piece,
      errors: ['studio.no-such-title', 'studio.no-such-piece'],
    }),
    claim: call({
      method: 'POST',
      path: '/api/studio/jobs/claim',
      audience: 'peer',
      policy: { ...background, retry: 'never' },
      summary:
        'Waits up to `waitMs` for a ticket and leases the best job. The lease runs out after `leaseMs` unless renewed.',
      input: z.object({ encoder: z.string(), waitMs: z.number().int().max(25_000) }),
      output: z.object({ job: job.optional() }),
      errors: [],
    }),
    renew: call({
      method: 'POST',
      path: '/api/studio/jobs/renew',
      audience: 'peer',
      policy: background,
      summary: 'Keeps a lease. `cancelled` tells the encoder to drop the job.',
      input: lease.extend({ done: z.number().min(0).max(1).optional() }),
      output: z.object({ cancelled: z.boolean() }),
      errors: ['studio.lease-lost'],
    }),
    complete: call({
      method: 'POST',
      path: '/api/studio/jobs/complete',
      audience: 'peer',
      policy: background,
      summary: 'Hands in a job whose outputs have been stored. The same answer twice is one.',
      input: lease.extend({ outputs: z.array(jobOutput), result: jobResult }),
      output: z.object({}),
      errors: ['studio.lease-lost', 'studio.output-missing', 'studio.output-wrong'],
    }),
    fail: call({
      method: 'POST',
      path: '/api/studio/jobs/fail',
      audience: 'peer',
      policy: background,
      summary: 'Gives a job back with the reason. `retry: false` fails the title at once.',
      input: lease.extend({
        code: z.string(),
        sentence: z.string(),
        /** Why a source cannot be used, in a word: the code of what is found of its film. */
        reason: z.string().optional(),
        log: z.string().max(100_000),
        retry: z.boolean(),
      }),
      output: z.object({}),
      errors: ['studio.lease-lost'],
    }),
    release: call({
      method: 'POST',
      path: '/api/studio/jobs/release',
      audience: 'peer',
      policy: background,
      summary: 'Gives a job back unfinished, without counting an attempt: the encoder is stopping.',
      input: lease,
      output: z.object({}),
      errors: ['studio.lease-lost'],
    }),
  },
  routes: {
    /** tus 1.0: POST creates, PATCH appends, HEAD tells the offset, DELETE ends. Metadata: filename, name, batch, replaces (a title). */
    upload: {
      methods: ['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'],
      path: '/api/studio/uploads/{rest...}',
      audience: 'owner',
      policy: stream,
      summary:
        'Resumable upload by tus 1.0. The finished upload answers with the header Bijou-Title, and Bijou-Already where the same file had come before.',
      // tus-js-client begins a new upload after any answer to HEAD but 2xx and 423.
      headTryAgain: 423,
      errors: [
        'studio.upload-unknown',
        'studio.empty-file',
        'studio.no-such-title',
        'studio.under-way',
        'studio.upload-too-long',
        'studio.busy',
        'studio.no-room',
        'objects.full',
      ],
    },
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
    /** A picture of a title; names are by content, so that it may be kept for ever. */
    art: {
      methods: ['GET', 'HEAD'],
      path: '/api/studio/art/{title}/{name}',
      audience: 'public',
      policy: stream,
      summary: 'The bytes of a poster, backdrop or still.',
      errors: ['studio.no-such-art'],
    },
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
    source: {
      methods: ['GET', 'HEAD'],
      path: '/api/studio/sources/{source}',
      audience: 'peer',
      policy: stream,
      summary: 'The bytes of a source, by range.',
      errors: ['studio.no-such-source'],
    },
    /** The answer's JSON is a jobOutput. The lease travels as the query's `lease`. */
    output: {
      methods: ['PUT'],
      path: '/api/studio/jobs/{job}/outputs/{name}',
      audience: 'peer',
      policy: stream,
      summary: 'Stores one output of a leased job under its content hash.',
      errors: ['studio.lease-lost', 'objects.full'],
    },
    origin: {
      methods: ['GET', 'HEAD'],
      path: '/api/studio/origin/{title}/{version}/{rendition}/{file}',
      audience: 'peer',
      policy: stream,
      summary: 'The bytes of a published file, by range, with ETag.',
      errors: ['studio.no-such-media'],
    },
  },
});

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
    metadata: titleMetadata.optional(),
    artwork: artwork.optional(),
    /** The versions before it that still play, and when their files go (ISO 8601). */
    retiring: z.array(z.object({ version: z.string(), at: z.string() })).optional(),
  }),
});

/** What is said of a title, or how it looks, was changed. Told only of titles that were told as encoded. */
export const titleChanged = eventKind({
  type: 'title.changed',
  topic: 'titles',
  payload: z.object({ id: titleId, name: z.string(), metadata: titleMetadata, artwork: artwork.optional() }),
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
