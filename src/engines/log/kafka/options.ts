import { z } from 'zod';
import { address, secret, tls } from '../../connection/index.ts';

const ms = (least: number) => z.int().min(least).max(600_000);

export const kafkaOptions = z.strictObject({
  brokers: z
    .array(address(9092))
    .min(1)
    .describe(
      'Some brokers by which the others are found, as kafka-1.example:9092. Two or more, so that one may be away.',
    ),
  prefix: z
    .string()
    .regex(/^[a-zA-Z0-9-]{1,40}$/, 'it should be 1 to 40 letters, digits and hyphens')
    .default('bijou')
    .describe(
      'What the names of all topics, groups and transactions begin with. Keeps installations apart on one cluster.',
    ),
  tls,
  sasl: z
    .strictObject({
      mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']).default('SCRAM-SHA-512'),
      user: z.string().min(1),
      password: secret,
    })
    .optional()
    .describe('Who Bijou is to the brokers. Left out, it says nothing of itself.'),
  partitions: z.int().min(1).max(1_000).default(6).describe('Of topics that are made and do not say. Fixed once made.'),
  replication: z.int().min(1).max(9).default(3).describe('On how many brokers each partition of a new topic lies.'),
  minInSync: z
    .int()
    .min(1)
    .max(9)
    .default(2)
    .describe('How many of them must have a record before it counts as written.'),
  claimEveryMs: ms(10)
    .default(2_000)
    .describe('How often readers say that they live. One that is silent for three times as long is gone.'),
  connectTimeoutMs: ms(10).default(5_000).describe('For a connection, its encryption and credentials.'),
  requestTimeoutMs: ms(10).default(10_000).describe('For an answer; then the connection counts as dead.'),
  appendTimeoutMs: ms(10).default(20_000).describe('For writing records, however often leaders change meanwhile.'),
  transactionTimeoutMs: ms(1_000)
    .default(15_000)
    .describe('After so long, what a process that died began to write as an owner is undone, and readers see on.'),
});

export type KafkaOptions = z.output<typeof kafkaOptions>;
