import { z } from 'zod';
import { secret, tls } from '../../connection/index.ts';

const ms = (least: number) => z.int().min(least).max(600_000);

export const opensearchOptions = z.strictObject({
  nodes: z
    .array(z.url({ protocol: /^https?$/ }))
    .min(1)
    .describe('Addresses of nodes, as https://search-1.example:9200. Two or more, so that one may be away.'),
  prefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'it should be 1 to 40 small letters, digits and hyphens')
    .default('bijou')
    .describe('What the names of all indexes begin with. Keeps installations apart on one cluster.'),
  user: z.string().min(1).optional().describe('Who Bijou is to the cluster, by name and password.'),
  password: secret.optional(),
  tls,
  shards: z.int().min(1).max(100).default(1).describe('Of indexes that are made. One holds some tens of gigabytes.'),
  replicas: z
    .int()
    .min(0)
    .max(5)
    .default(1)
    .describe('Copies of each shard beside the first: with none, a node that is away takes its shards along.'),
  connectTimeoutMs: ms(10).default(5_000).describe('How long a sign of life may take.'),
  requestTimeoutMs: ms(10).default(10_000).describe('For an answer.'),
});

export type OpensearchOptions = z.output<typeof opensearchOptions>;
