import { z } from 'zod';
import { address, secret, tls } from '../../connection/index.ts';

export const cassandraOptions = z.strictObject({
  contactPoints: z
    .array(address(9042))
    .min(1)
    .default([{ host: '127.0.0.1', port: 9042 }])
    .describe('Nodes to ask first, as host:port; they tell of the others, which listen on the port of the first.'),
  localDataCenter: z
    .string()
    .min(1)
    .default('datacenter1')
    .describe('The data centre that is asked, by its name in the cluster; quorums are counted in it.'),
  keyspace: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,47}$/, 'it should be a name of small letters, digits and _, up to 48')
    .default('bijou')
    .describe('Keeps installations apart on one cluster. It is made where it is missing.'),
  replicas: z
    .int()
    .min(1)
    .max(9)
    .optional()
    .describe('Copies of each row, where the keyspace is made here; three, or as many as there are nodes.'),
  user: z.string().min(1).optional(),
  password: secret.optional(),
  tls,
  connectTimeoutMs: z.int().positive().default(5_000).describe('How long a node may take to let us in.'),
  requestTimeoutMs: z
    .int()
    .positive()
    .default(6_000)
    .describe('How long an answer may take; longer than the nodes’ own limits, so that they say first what is wrong.'),
});

export type CassandraOptions = z.output<typeof cassandraOptions>;
