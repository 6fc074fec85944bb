import { z } from 'zod';
import { call, contract } from './define.ts';
import { read } from './policy.ts';

export const processStatus = z.object({
  targets: z.array(z.string()),
  pid: z.number().int(),
  startedAt: z.string(),
  address: z.string().optional(),
  ready: z.boolean(),
  /** Why it is not ready. */
  why: z.string().optional(),
  /** It is ready, and does less than it could: what is missing. */
  degraded: z.string().optional(),
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
      output: z.object({ version: z.string(), address: z.string(), processes: z.array(processStatus) }),
      errors: [],
    }),
  },
  routes: {},
});
