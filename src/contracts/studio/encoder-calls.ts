import * as z from 'zod/mini';
import { call, type ServiceContract } from '../calls/define.ts';
import { background, stream } from '../calls/policy.ts';
import { job, jobOutput, jobResult } from './job.ts';

const lease = z.object({ job: z.string(), lease: z.string() });

/** How an encoder comes to its work and hands it in. */
export const encoderCalls = {
  claim: call({
    method: 'POST',
    path: '/api/studio/jobs/claim',
    audience: 'peer',
    policy: { ...background, retry: 'never' },
    summary:
      'Waits up to `waitMs` for a ticket and leases the best job. The lease runs out after `leaseMs` unless renewed.',
    input: z.object({ encoder: z.string(), waitMs: z.int().check(z.lte(25_000)) }),
    output: z.object({ job: z.optional(job) }),
    errors: [],
  }),
  renew: call({
    method: 'POST',
    path: '/api/studio/jobs/renew',
    audience: 'peer',
    policy: background,
    summary: 'Keeps a lease. `cancelled` tells the encoder to drop the job.',
    input: z.extend(lease, { done: z.optional(z.number().check(z.gte(0), z.lte(1))) }),
    output: z.object({ cancelled: z.boolean() }),
    errors: ['studio.lease-lost'],
  }),
  complete: call({
    method: 'POST',
    path: '/api/studio/jobs/complete',
    audience: 'peer',
    policy: background,
    summary: 'Hands in a job whose outputs have been stored. The same answer twice is one.',
    input: z.extend(lease, { outputs: z.array(jobOutput), result: jobResult }),
    output: z.object({}),
    errors: ['studio.lease-lost', 'studio.output-missing', 'studio.output-wrong'],
  }),
  fail: call({
    method: 'POST',
    path: '/api/studio/jobs/fail',
    audience: 'peer',
    policy: background,
    summary: 'Gives a job back with the reason. `retry: false` fails the title at once.',
    input: z.extend(lease, {
      code: z.string(),
      sentence: z.string(),
      /** Why a source cannot be used, in a word: the code of what is found of its film. */
      reason: z.optional(z.string()),
      log: z.string().check(z.maxLength(100_000)),
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
};

export const encoderRoutes = {
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
} satisfies ServiceContract['routes'];
