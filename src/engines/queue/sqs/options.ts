import { z } from 'zod';
import { secret, tls } from '../../connection/index.ts';

/** Queues of SQS, and how they are reached. Times are in milliseconds. */
export const sqsOptions = z.strictObject({
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9_-]{0,15}$/, 'it should be of 15 letters, digits, - and _ at most, as bijou-')
    .default('bijou-')
    .describe('What the names of all queues begin with: keeps installations of one account apart.'),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'it should be an address, as https://queues.example:9324' })
    .optional()
    .describe('Address of a server that speaks like SQS; AWS itself where it is absent.'),
  region: z.string().min(1).default('us-east-1').describe('Region of the queues.'),
  accessKeyId: secret
    .optional()
    .describe('With `secretAccessKey`; else as AWS clients find them: environment, profile, role of the machine.'),
  secretAccessKey: secret.optional().describe('Belongs to `accessKeyId`.'),
  tls,
  serverMoves: z
    .boolean()
    .optional()
    .describe(
      'Whether dead letters are sent back by a task of the server; so where there is no endpoint, unless told. ElasticMQ’s brings back what was taken off, too.',
    ),
  connections: z
    .int()
    .min(1)
    .max(10_000)
    .default(256)
    .describe('Connections at most at a time; whoever waits for a ticket holds one.'),
  connectTimeoutMs: z.int().min(1).default(3_000).describe('How long a connection may take to be made.'),
  requestTimeoutMs: z
    .int()
    .min(1)
    .default(10_000)
    .describe('How long a call may take, beside the time for which it is asked to wait for tickets.'),
});

export type SqsOptions = z.output<typeof sqsOptions>;
