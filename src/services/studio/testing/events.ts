// Reads server-sent events as a browser would.
import type { Rig } from './harness.ts';
import { routeContext } from './harness.ts';

export interface ServerEvent {
  readonly name: string;
  readonly id: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever was told
  readonly data: any;
}

export interface EventReader {
  /** Everything that has come. */
  readonly seen: ServerEvent[];
  /** The id of the last event that had one. */
  lastId(): string | undefined;
  close(): Promise<void>;
}

/** Follows a studio's events; `read` false leaves them lying, as a reader that hangs would. */
export async function followEvents(
  rig: Pick<Rig, 'studio'>,
  { title, since, read = true }: { title?: string; since?: string | undefined; read?: boolean } = {},
): Promise<EventReader & { resume(): void }> {
  const query = title === undefined ? '' : `?title=${title}`;
  const headers = since === undefined ? {} : { 'last-event-id': since };
  const request = new Request(`http://studio/api/studio/events${query}`, { headers });
  const response = await rig.studio.implementation.routes.events(request, routeContext({}));
  return { ...readEvents(response, read) };
}

export function readEvents(response: Response, now = true): EventReader & { resume(): void } {
  const seen: ServerEvent[] = [];
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let running: Promise<void> | undefined;

  async function pump(): Promise<void> {
    for (;;) {
      const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
      if (done) return;
      rest += decoder.decode(value, { stream: true });
      const blocks = rest.split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const lines = block.split('\n').filter((line) => line !== '');
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
        const name = field('event');
        if (name !== undefined) seen.push({ name, id: field('id'), data: JSON.parse(field('data') ?? 'null') });
      }
    }
  }

  if (now) running = pump();
  return {
    seen,
    lastId: () => seen.findLast(({ id }) => id !== undefined)?.id,
    resume() {
      running ??= pump();
    },
    async close() {
      await reader.cancel();
      await running;
    },
  };
}
