import * as z from 'zod/mini';
import { call, contract } from '../calls/define.ts';
import { read } from '../calls/policy.ts';

/** The delivery network's hands. Its media socket is its own; these are its calls. */
export const applianceContract = contract({
  name: 'appliance',
  calls: {
    status: call({
      method: 'GET',
      path: '/api/appliance/status',
      audience: 'owner',
      policy: read,
      summary: 'Where it serves media, and how well its cache does.',
      input: z.object({}),
      output: z.object({
        id: z.string(),
        address: z.string(),
        requests: z.int(),
        bytesServed: z.int(),
        originFetches: z.int(),
        bytesFetched: z.int(),
        memoryBytes: z.int(),
        diskBytes: z.int(),
      }),
      errors: [],
    }),
  },
  routes: {},
});
