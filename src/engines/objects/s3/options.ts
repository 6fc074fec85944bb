import { z } from 'zod';
import { secret, tls } from '../../connection/index.ts';

const mebibyte = 2 ** 20;

/** A bucket, and how it is reached. Times are in milliseconds. */
export const s3Options = z.strictObject({
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'it should be the name of a bucket, as bijou-films')
    .describe('The bucket. It is made where it is not there and may be made.'),
  prefix: z
    .string()
    .regex(/^([A-Za-z0-9_-][A-Za-z0-9._-]*\/)*$/, 'it should end in a slash, as bijou/')
    .max(100)
    .default('')
    .describe('What all keys begin with, so that several installations share a bucket: ends in a slash.'),
  endpoint: z
    .url({ protocol: /^https?$/, error: 'it should be an address, as https://store.example:9000' })
    .optional()
    .describe('Address of a store that speaks like S3; AWS itself where it is absent.'),
  region: z.string().min(1).default('us-east-1').describe('Region of the bucket.'),
  pathStyle: z
    .boolean()
    .optional()
    .describe('Whether the bucket stands in the path instead of the host; so where there is an endpoint, unless told.'),
  accessKeyId: secret
    .optional()
    .describe('With `secretAccessKey`; else as AWS clients find them: environment, profile, role of the machine.'),
  secretAccessKey: secret.optional().describe('Belongs to `accessKeyId`.'),
  tls,
  connections: z.int().min(1).max(10_000).default(256).describe('Connections at most to the store at a time.'),
  connectTimeoutMs: z.int().min(1).default(3_000).describe('How long a connection may take to be made.'),
  requestTimeoutMs: z
    .int()
    .min(1)
    .default(20_000)
    .describe('How long the store may be silent in the midst of a call or of a body; a long body may take longer.'),
  partBytes: z
    .int()
    .min(5 * mebibyte)
    .max(512 * mebibyte)
    .default(8 * mebibyte)
    .describe('What a stream is cut into where it is longer; three such parts are in memory at a time.'),
  abandonedDays: z
    .int()
    .min(1)
    .max(365)
    .default(7)
    .describe('Uploads begun so long ago and not ended are taken away by the store itself.'),
});

export type S3Options = z.output<typeof s3Options>;
