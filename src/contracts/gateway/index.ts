import * as z from 'zod/mini';
import { call, contract } from '../calls/define.ts';
import { read } from '../calls/policy.ts';

export const processStatus = z.object({
  targets: z.array(z.string()),
  pid: z.int(),
  startedAt: z.string(),
  address: z.optional(z.string()),
  ready: z.boolean(),
  /** Why it is not ready. */
  why: z.optional(z.string()),
  /** It is ready, and does less than it could: what is missing. */
  degraded: z.optional(z.string()),
});

/** A folder that is taken in as it grows. */
export const watchedFolder = z.object({
  folder: z.string(),
  films: z.int(),
  waiting: z.int(),
  why: z.optional(z.string()),
});

/** The one public door. */
export const gatewayContract = contract({
  name: 'gateway',
  calls: {
    status: call({
      method: 'GET',
      path: '/api/gateway/status',
      audience: 'owner',
      policy: read,
      summary: 'Every process of this Bijou that can be found, its targets, and whether it is ready.',
      input: z.object({}),
      output: z.object({
        version: z.string(),
        address: z.string(),
        processes: z.array(processStatus),
        watched: z.optional(z.array(watchedFolder)),
      }),
      errors: [],
    }),
  },
  routes: {},
});
