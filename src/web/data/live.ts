import { type Clock, systemClock } from '../../kit/index.ts';
import { owner } from '../api/owner.ts';
import { eventReader, type ServerEvent } from './sse.ts';

/** `open`: events come. `lost`: the way is being tried again. `refused`: it is for the owner, and we are not. */
export type LiveState = 'opening' | 'open' | 'lost' | 'refused';

export interface LiveOptions {
  /** Path of the door, e.g. `/api/studio/events?title=…`. */
  readonly address: string;
  readonly onEvent: (event: ServerEvent) => void;
  readonly onState?: (state: LiveState) => void;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  readonly token?: () => string | undefined;
}

const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** A stream that says nothing for so long is taken for dead; servers send a comment more often than that. */
const silenceMs = 60_000;

/**
 * Follows a stream of server-sent events for as long as it is wanted. `fetch` instead of EventSource, which cannot
 * send the owner's token. After a break it comes back by itself with `Last-Event-ID`. Returns how to stop.
 */
export function followEvents(options: LiveOptions): () => void {
  const { clock = systemClock, onState = () => undefined, token = owner.token } = options;
  const ask = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));
  const end = new AbortController();
  let lastId = '';
  let wait = firstWaitMs;

  async function follow(): Promise<void> {
    onState('opening');
    while (!end.signal.aborted) {
      try {
        const state = await listen();
        if (state === 'refused') return onState('refused');
      } catch {
        // Whatever broke it, it is tried again.
      }
      if (end.signal.aborted) return;
      onState('lost');
      await clock.sleep(wait, end.signal);
      wait = Math.min(longestWaitMs, wait * 2);
    }
  }

  async function listen(): Promise<'ended' | 'refused'> {
    const own = new AbortController();
    const signal = AbortSignal.any([own.signal, end.signal]);
    const headers = new Headers({ accept: 'text/event-stream' });
    const bearer = token();
    if (bearer !== undefined) headers.set('authorization', `Bearer ${bearer}`);
    if (lastId !== '') headers.set('last-event-id', lastId);
    const response = await ask(options.address, { headers, signal, cache: 'no-store' });
    if (response.status === 401 || response.status === 403) return 'refused';
    if (!response.ok || response.body === null) throw new Error(`Answered ${response.status}`);
    onState('open');
    const reader = eventReader((event) => {
      wait = firstWaitMs;
      options.onEvent(event);
    }, lastId);
    const bytes = response.body.pipeThrough(new TextDecoderStream()).getReader();
    try {
      for (;;) {
        const quiet = new AbortController();
        clock.sleep(silenceMs, quiet.signal).then(
          () => own.abort(new Error('Silent')),
          () => undefined,
        );
        const { done, value } = await bytes.read().finally(() => quiet.abort());
        if (done) return 'ended';
        reader.push(value);
        lastId = reader.lastId;
        if (reader.retryMs !== undefined) wait = reader.retryMs;
      }
    } finally {
      lastId = reader.lastId;
      bytes.cancel().catch(() => undefined);
      own.abort();
    }
  }

  follow().catch(() => undefined);
  return () => end.abort();
}
