import type { Feed } from './feed.ts';
import { openListener } from './listener.ts';
import type { Position } from './revision.ts';

/** Answers with server-sent events until the caller goes or the studio stops. */
export function followChanges(feed: Feed, request: Request): Response {
  const title = new URL(request.url).searchParams.get('title') ?? undefined;
  const { listener, body } = openListener(title, (gone) => feed.drop(gone));
  feed.add(listener, positionOf(request.headers.get('last-event-id')));
  const headers = {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Proxies that hold answers back to send them in larger pieces are asked not to.
    'x-accel-buffering': 'no',
  };
  return new Response(body, { headers });
}

function positionOf(id: string | null): Position | undefined {
  const match = /^([0-9a-f-]{1,64})\.(\d{1,15})$/.exec(id ?? '');
  return match === null ? undefined : { epoch: match[1] ?? '', revision: Number(match[2]) };
}
