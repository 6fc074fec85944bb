import type { ServiceContract } from '../calls/define.ts';
import { stream } from '../calls/policy.ts';

/** Bytes that others serve on: appliances pull what is published, everybody sees the pictures. */
export const bytesRoutes = {
  /** A picture of a title; names are by content, so that it may be kept for ever. */
  art: {
    methods: ['GET', 'HEAD'],
    path: '/api/studio/art/{title}/{name}',
    audience: 'public',
    policy: stream,
    summary: 'The bytes of a poster, backdrop or still.',
    errors: ['studio.no-such-art'],
  },
  origin: {
    methods: ['GET', 'HEAD'],
    path: '/api/studio/origin/{title}/{version}/{rendition}/{file}',
    audience: 'peer',
    policy: stream,
    summary: 'The bytes of a published file, by range, with ETag.',
    errors: ['studio.no-such-media'],
  },
} satisfies ServiceContract['routes'];
