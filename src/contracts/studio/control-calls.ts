import * as z from 'zod/mini';
import { call } from '../calls/define.ts';
import { write } from '../calls/policy.ts';
import { titleId } from '../title/index.ts';
import { encodeSettings, studioTitle } from './title.ts';

/** What its owner does with the work on a title, and with the title as a whole. */
export const controlCalls = {
  pause: call({
    method: 'POST',
    path: '/api/studio/titles/{id}/pause',
    audience: 'owner',
    policy: write,
    summary: 'Begins nothing more of this title until it is resumed; what is being encoded is finished.',
    input: z.object({ id: titleId }),
    output: studioTitle,
    errors: ['studio.no-such-title'],
  }),
  resume: call({
    method: 'POST',
    path: '/api/studio/titles/{id}/resume',
    audience: 'owner',
    policy: write,
    summary: 'Goes on with a paused title.',
    input: z.object({ id: titleId }),
    output: studioTitle,
    errors: ['studio.no-such-title'],
  }),
  cancel: call({
    method: 'POST',
    path: '/api/studio/titles/{id}/cancel',
    audience: 'owner',
    policy: write,
    summary: 'Drops all work of this title that is not done; what can be watched stays.',
    input: z.object({ id: titleId }),
    output: studioTitle,
    errors: ['studio.no-such-title', 'studio.not-under-way'],
  }),
  retry: call({
    method: 'POST',
    path: '/api/studio/titles/{id}/retry',
    audience: 'owner',
    policy: write,
    summary: 'Takes up a failed or cancelled title where it stopped: only what is not done is done again.',
    input: z.object({ id: titleId }),
    output: studioTitle,
    errors: ['studio.no-such-title', 'studio.nothing-to-retry', 'studio.source-gone'],
  }),
  reencode: call({
    method: 'POST',
    path: '/api/studio/titles/{id}/reencode',
    audience: 'owner',
    policy: write,
    summary: 'Encodes anew with other settings, as a new version. Whoever watches keeps the version that plays.',
    input: z.object({ id: titleId, settings: z.partial(encodeSettings) }),
    output: studioTitle,
    errors: ['studio.no-such-title', 'studio.under-way', 'studio.source-gone', 'studio.no-plan-yet'],
  }),
  remove: call({
    method: 'DELETE',
    path: '/api/studio/titles/{id}',
    audience: 'owner',
    policy: write,
    summary: 'Hides the title at once; its files go when its last signed address has expired, or now.',
    input: z.object({ id: titleId, now: z._default(z.union([z.stringbool(), z.boolean()]), false) }),
    output: z.object({ removed: z.boolean() }),
    errors: ['studio.no-such-title'],
  }),
  restore: call({
    method: 'POST',
    path: '/api/studio/titles/{id}/restore',
    audience: 'owner',
    policy: write,
    summary: 'Takes a removal back, as long as its files are still there.',
    input: z.object({ id: titleId }),
    output: studioTitle,
    errors: ['studio.no-such-title', 'studio.gone'],
  }),
};
