import * as z from 'zod/mini';
import { call, contract } from '../calls/define.ts';
import { read } from '../calls/policy.ts';

/** Does one chunk's work at a time, anywhere. */
export const encoderContract = contract({
  name: 'encoder',
  calls: {
    status: call({
      method: 'GET',
      path: '/api/encoder/status',
      audience: 'owner',
      policy: read,
      summary: 'What this encoder is doing, and with which ffmpeg.',
      input: z.object({}),
      output: z.object({
        id: z.string(),
        engine: z.string(),
        workers: z.int(),
        jobs: z.array(z.object({ id: z.string(), kind: z.string(), done: z.number() })),
      }),
      errors: [],
    }),
  },
  routes: {},
});
