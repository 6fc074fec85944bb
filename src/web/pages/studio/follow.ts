import type { OutputOf } from '../../../contracts/calls/index.ts';
import { type StudioTitle, studioContract, studioEvents, type WallNews } from '../../../contracts/studio/index.ts';
import { followEvents, type LiveState } from '../../data/live.ts';

export type Work = OutputOf<(typeof studioContract)['calls']['work']>;

/** What a page is told while it follows the studio. */
export interface Follower {
  readonly title?: (title: StudioTitle) => void;
  readonly removed?: (id: string) => void;
  readonly wall?: (news: WallNews) => void;
  readonly work?: (work: Work) => void;
  /** Something may have been missed: what is known must be asked for anew. */
  readonly stale: () => void;
  /** The way is open, or lost and being tried again. */
  readonly way: (open: boolean) => void;
}

/** Follows the studio's events; with `title`, those of one title. Returns how to stop. */
export function followStudio(follower: Follower, { title }: { readonly title?: string } = {}): () => void {
  const query = title === undefined ? '' : `?${new URLSearchParams({ title })}`;
  let open = false;
  return followEvents({
    address: `${studioContract.routes.events.path}${query}`,
    onState(state: LiveState) {
      if (open === (state === 'open')) return;
      open = state === 'open';
      follower.way(open);
    },
    onEvent: ({ event, data }) => tell(follower, event, parsed(data)),
  });
}

function tell(follower: Follower, event: string, value: unknown): void {
  switch (event) {
    case 'title':
      pass(studioEvents.title, value, follower.title);
      break;
    case 'removed':
      pass(studioEvents.removed, value, ({ id }) => follower.removed?.(id));
      break;
    case 'wall':
      pass(studioEvents.wall, value, follower.wall);
      break;
    case 'work':
      pass(studioEvents.work, value, follower.work);
      break;
    case 'stale':
      follower.stale();
  }
}

interface Schema<T> {
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}

/** What is not as the contract says is passed over: a newer server may tell more than this page knows. */
function pass<T>(schema: Schema<T>, value: unknown, listener: ((news: T) => void) | undefined): void {
  const read = schema.safeParse(value);
  if (read.success) listener?.(read.data);
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}
