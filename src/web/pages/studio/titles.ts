import type { StudioTitle } from '../../../contracts/studio/index.ts';

/** A change that is shown before the studio has said yes. */
interface Pending {
  readonly id: string;
  readonly token: number;
  /** Undefined takes the title away. */
  readonly change: (title: StudioTitle) => StudioTitle | undefined;
}

/** What a page knows of the studio's titles: what the studio said last, and what was asked of it since. */
export interface Titles {
  readonly confirmed: ReadonlyMap<string, StudioTitle>;
  readonly pending: readonly Pending[];
  /** True when every title has been heard of. */
  readonly whole: boolean;
}

export const noTitles: Titles = { confirmed: new Map(), pending: [], whole: false };

/** The titles as they are shown, newest first. */
export function shown({ confirmed, pending }: Titles): readonly StudioTitle[] {
  const changed = new Map(confirmed);
  for (const { id, change } of pending) {
    const title = changed.get(id);
    const next = title === undefined ? undefined : change(title);
    if (next === undefined) changed.delete(id);
    else changed.set(id, next);
  }
  return [...changed.values()].sort((a, b) => (a.addedAt < b.addedAt ? 1 : a.addedAt > b.addedAt ? -1 : 0));
}

/** The studio told of some titles. A whole answer also tells which are no more. */
export function withNews(titles: Titles, news: readonly StudioTitle[], { whole = false } = {}): Titles {
  const confirmed = new Map(whole ? [] : titles.confirmed);
  for (const title of news) confirmed.set(title.id, title);
  return { ...titles, confirmed, whole: titles.whole || whole };
}

/** The studio told that a title is gone. */
export function without(titles: Titles, id: string): Titles {
  if (!titles.confirmed.has(id)) return titles;
  const confirmed = new Map(titles.confirmed);
  confirmed.delete(id);
  return { ...titles, confirmed };
}

/** Something was asked of the studio; it is shown as done. */
export function withPending(titles: Titles, pending: Pending): Titles {
  return { ...titles, pending: [...titles.pending, pending] };
}

/** The studio has answered, well or not: what it says counts again. */
export function withoutPending(titles: Titles, token: number): Titles {
  return { ...titles, pending: titles.pending.filter((one) => one.token !== token) };
}
