import { z } from 'zod';
import { secret, tls } from '../../connection/index.ts';

/** A table, and how it is reached. */
export const dynamodbOptions = z.strictObject({
  table: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{3,255}$/, 'it should be the name of a table, as bijou-sessions')
    .default('bijou-sessions')
    .describe('Keeps installations apart. It is made where it is missing, paid by what is asked of it.'),
  region: z.string().min(1).default('us-east-1').describe('Region of the table.'),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'it should be an address, as http://127.0.0.1:8000' })
    .optional()
    .describe('Address of a service that speaks like DynamoDB; AWS itself where it is absent.'),
  accessKeyId: secret
    .optional()
    .describe('With `secretAccessKey`; else as AWS clients find them: environment, profile, role of the machine.'),
  secretAccessKey: secret.optional().describe('Belongs to `accessKeyId`.'),
  tls,
  connections: z.int().min(1).max(10_000).default(256).describe('Connections at most at a time.'),
  connectTimeoutMs: z.int().positive().default(2_000).describe('How long a connection may take to be made.'),
  requestTimeoutMs: z.int().positive().default(4_000).describe('How long an answer may take.'),
});

export type DynamodbOptions = z.output<typeof dynamodbOptions>;
