import { z } from 'zod';
import { address, tls } from '../../connection/index.ts';

const milliseconds = z.int().positive();

export const memcachedOptions = z.strictObject({
  zones: z
    .record(
      z.string().min(1),
      z.strictObject({
        servers: z
          .array(address(11_211))
          .min(1)
          .describe('Each as host:port. The same in every process: keys are shared out by these names.'),
        warming: z
          .boolean()
          .default(false)
          .describe('Takes writes and is not read from: for a zone that is new, until it has been warmed.'),
      }),
    )
    .refine((zones) => Object.keys(zones).length > 0, 'there should be a zone with a server')
    .default({ here: { servers: [{ host: '127.0.0.1', port: 11_211 }], warming: false } })
    .describe('A copy of everything in each.'),
  zone: z
    .string()
    .min(1)
    .optional()
    .describe('The zone that this process is in, and reads from first; else the first that is named.'),
  prefix: z
    .string()
    .regex(/^[\w.-]{1,32}$/, 'it should be 1 to 32 letters, digits, dots and dashes')
    .default('bijou')
    .describe('Keeps installations apart on one server: what each of their keys begins with.'),
  latch: z
    .enum(['all', 'all-but-one', 'quorum', 'one', 'none'])
    .default('all')
    .describe(
      'How many copies must be written before a write is told to be true. Less than all is quicker and bears a zone that is down, but an older value may then be read from a copy that was missed until its server is back.',
    ),
  fallback: z
    .enum(['miss', 'failure'])
    .default('miss')
    .describe('When the other zones are asked: for what the own zone does not have, or only where it does not answer.'),
  near: z
    .strictObject({
      keepMs: milliseconds.max(60_000).default(200).describe('For how long; so old may be what is read.'),
      hotReadsPerSecond: z.int().min(1).default(100).describe('From how many reads in a second on a key is hot.'),
      maxBytes: z
        .int()
        .positive()
        .default(16 * 1024 * 1024),
    })
    .optional()
    .describe(
      'Keeps hot keys in this process for a moment. An older value may be read for that long: off if not given.',
    ),
  pieceBytes: z
    .int()
    .min(1024)
    .max(1024 * 1024 - 1024)
    .default(256 * 1024)
    .describe('Values that are longer are kept in pieces of so many bytes; less than the servers’ item_size_max.'),
  tls,
  connectTimeoutMs: milliseconds.default(1_000).describe('How long a server may take to let us in.'),
  readTimeoutMs: milliseconds.default(100).describe('How long a zone may take to answer before the next is asked.'),
  writeTimeoutMs: milliseconds.default(2_500).describe('How long a write may take before it is told to be doubtful.'),
});

export type MemcachedOptions = z.output<typeof memcachedOptions>;
