import * as z from 'zod/mini';
import { call, type ServiceContract } from '../calls/define.ts';
import { stream, write } from '../calls/policy.ts';
import { titleId } from '../title/index.ts';
import { studioTitle } from './title.ts';

/** What may be wrong with a file of the studio's machine that is to be taken in. */
const takingIn = [
  'studio.no-such-file',
  'studio.not-a-file',
  'studio.empty-file',
  'studio.unreadable-file',
  'studio.remote-file',
  'studio.file-changed',
  'studio.no-disc-film',
  'studio.no-room',
  'objects.full',
] as const;

/** How a film comes in, or takes another's place. */
export const addCalls = {
  addFile: call({
    method: 'POST',
    path: '/api/studio/files',
    audience: 'owner',
    policy: { ...write, timeoutMs: 3_600_000 },
    summary:
      'Takes in a file of the machine that the studio runs on, by its path or a `file:` address of its bytes: linked where the file system allows, else copied. The folder of a disc (VIDEO_TS, BDMV) is one film.',
    input: z.object({
      path: z.string().check(z.minLength(1)),
      name: z.optional(z.string().check(z.minLength(1), z.maxLength(500))),
    }),
    output: z.object({ title: studioTitle, already: z.boolean() }),
    errors: [...takingIn],
  }),
  /** An upload does the same where its metadata names the title as `replaces`. */
  replace: call({
    method: 'POST',
    path: '/api/studio/titles/{id}/replace',
    audience: 'owner',
    policy: { ...write, timeoutMs: 3_600_000 },
    summary:
      'Takes in a file of the machine that the studio runs on as the film of this title. What plays goes on until the new one is ready; a file that cannot be used changes nothing.',
    input: z.object({ id: titleId, path: z.string().check(z.minLength(1)) }),
    output: studioTitle,
    errors: ['studio.no-such-title', 'studio.under-way', 'studio.same-film', 'studio.already-there', ...takingIn],
  }),
};

export const addRoutes = {
  /** tus 1.0: POST creates, PATCH appends, HEAD tells the offset, DELETE ends. Metadata: filename, name, batch, replaces (a title). */
  upload: {
    methods: ['POST', 'PATCH', 'HEAD', 'DELETE', 'OPTIONS'],
    path: '/api/studio/uploads/{rest...}',
    audience: 'owner',
    policy: stream,
    summary:
      'Resumable upload by tus 1.0. The finished upload answers with the header Bijou-Title, and Bijou-Already where the same file had come before.',
    // tus-js-client begins a new upload after any answer to HEAD but 2xx and 423.
    headTryAgain: 423,
    errors: [
      'studio.upload-unknown',
      'studio.empty-file',
      'studio.no-such-title',
      'studio.under-way',
      'studio.upload-too-long',
      'studio.busy',
      'studio.no-room',
      'objects.full',
    ],
  },
} satisfies ServiceContract['routes'];
