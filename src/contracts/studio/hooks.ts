import * as z from 'zod/mini';
import { call } from '../calls/define.ts';
import { read, write } from '../calls/policy.ts';

/** What a webhook can be told of. `title.watchable`: its first look can be played. `title.ready`: the whole ladder can. */
export const hookEvent = z.enum([
  'title.added',
  'title.watchable',
  'title.ready',
  'title.refused',
  'title.failed',
  'title.removed',
  'title.restored',
]);
export type HookEvent = z.infer<typeof hookEvent>;

/**
 * An address that is told of a title's states. It is sent as Standard Webhooks say: a POST with `webhook-id`,
 * `webhook-timestamp` and `webhook-signature`, whose body is `{ type, timestamp, data: { id, name, state, … } }`.
 */
export const hook = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(hookEvent),
  createdAt: z.string(),
  /** Messages that wait to be sent, or to be sent again. */
  waiting: z.int(),
  /** Of the last message sent: when, and what came of it. */
  last: z.optional(z.object({ at: z.string(), ok: z.boolean(), sentence: z.string() })),
  /** Why nothing more is sent, as a sentence. */
  stopped: z.optional(z.string()),
});
export type Hook = z.infer<typeof hook>;

const hookId = z.object({ id: z.string().check(z.maxLength(64)) });

export const hookCalls = {
  hooks: call({
    method: 'GET',
    path: '/api/studio/hooks',
    audience: 'owner',
    policy: read,
    summary: 'The webhooks, oldest first.',
    input: z.object({}),
    output: z.object({ hooks: z.array(hook) }),
    errors: [],
  }),
  addHook: call({
    method: 'POST',
    path: '/api/studio/hooks',
    audience: 'owner',
    policy: write,
    summary: 'Tells an address of titles’ states from now on. The secret that signs its messages is shown only here.',
    input: z.object({
      url: z.string().check(z.minLength(1), z.maxLength(2000)),
      events: z.optional(z.array(hookEvent).check(z.minLength(1))),
    }),
    output: z.extend(hook, { secret: z.string() }),
    errors: ['studio.bad-hook-address', 'studio.too-many-hooks'],
  }),
  removeHook: call({
    method: 'DELETE',
    path: '/api/studio/hooks/{id}',
    audience: 'owner',
    policy: write,
    summary: 'Tells an address nothing more; what still waits for it is dropped.',
    input: hookId,
    output: z.object({}),
    errors: ['studio.no-such-hook'],
  }),
  tryHook: call({
    method: 'POST',
    path: '/api/studio/hooks/{id}/try',
    audience: 'owner',
    policy: { ...write, timeoutMs: 30_000, retry: 'never' },
    summary:
      'Sends a message of the type `ping` now and says what came of it. A webhook that was stopped goes on if it works.',
    input: hookId,
    output: hook,
    errors: ['studio.no-such-hook'],
  }),
} as const;
