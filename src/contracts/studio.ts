import { z } from 'zod';
import { call, contract } from './define.ts';
import { eventKind } from './event.ts';
import { job, jobOutput, jobResult } from './job.ts';
import { background, read, stream, write } from './policy.ts';
import { contentHash, finding, presentation, titleId } from './title.ts';

/** The way of a title: waiting → inspecting → encoding → ready; or refused, failed. `removed` is seen by nobody. */
export const titleState = z.enum(['inspecting', 'planning', 'encoding', 'ready', 'refused', 'failed']);

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
});
export type StudioTitle = z.infer<typeof studioTitle>;

const lease = z.object({ job: z.string(), lease: z.string() });

/** A film's way in, and the origin of its bytes. */
export const studioContract = contract({
  name: 'studio',
  calls: {
    addFile: call({
      method: 'POST',
      path: '/api/studio/files',
      audience: 'owner',
      policy: { ...write, timeoutMs: 3_600_000 },
      summary:
        'Takes in a file of the machine that the studio runs on: linked where the file system allows, else copied.',
      input: z.object({ path: z.string().min(1), name: z.string().min(1).max(500).optional() }),
      output: z.object({ title: studioTitle, already: z.boolean() }),
      errors: [
        'studio.no-such-file',
        'studio.not-a-file',
        'studio.empty-file',
        'studio.unreadable-file',
        'studio.remote-file',
        'studio.file-changed',
        'objects.full',
      ],
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
      }),
      errors: [],
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
      input: lease.extend({ code: z.string(), sentence: z.string(), log: z.string().max(100_000), retry: z.boolean() }),
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
    /** tus 1.0: POST creates, PATCH appends, HEAD tells the offset, DELETE ends. Metadata: filename, name. */
    upload: {
      methods: ['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'],
      path: '/api/studio/uploads/{rest...}',
      audience: 'owner',
      policy: stream,
      summary: 'Resumable upload by tus 1.0. The finished upload answers with the header Bijou-Title.',
      // tus-js-client begins a new upload after any answer to HEAD but 2xx and 423.
      headTryAgain: 423,
      errors: ['studio.upload-unknown', 'studio.empty-file', 'studio.upload-too-long', 'studio.busy', 'objects.full'],
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
  payload: z.object({ id: titleId, name: z.string(), addedAt: z.string(), presentation, complete: z.boolean() }),
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
