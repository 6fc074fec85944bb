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
  readonly said: ReadonlyMap<string, StudioTitle>;
  readonly pending: readonly Pending[];
  /** True when every title has been heard of. */
  readonly whole: boolean;
}

export const noTitles: Titles = { said: new Map(), pending: [], whole: false };

/** The titles as they are shown, newest first. */
export function shown({ said, pending }: Titles): readonly StudioTitle[] {
  const changed = new Map(said);
  for (const { id, change } of pending) {
    const title = changed.get(id);
    const next = title === undefined ? undefined : change(title);
    if (next === undefined) changed.delete(id);
    else changed.set(id, next);
  }
  return [...changed.values()].sort((a, b) => (a.addedAt < b.addedAt ? 1 : a.addedAt > b.addedAt ? -1 : 0));
}

/** The studio told of some titles. A whole answer also tells which are no more. */
export function told(titles: Titles, news: readonly StudioTitle[], { whole = false } = {}): Titles {
  const said = new Map(whole ? [] : titles.said);
  for (const title of news) said.set(title.id, title);
  return { ...titles, said, whole: titles.whole || whole };
}

/** The studio told that a title is gone. */
export function gone(titles: Titles, id: string): Titles {
  if (!titles.said.has(id)) return titles;
  const said = new Map(titles.said);
  said.delete(id);
  return { ...titles, said };
}

/** Something was asked of the studio; it is shown as done. */
export function asked(titles: Titles, pending: Pending): Titles {
  return { ...titles, pending: [...titles.pending, pending] };
}

/** The studio has answered, well or not: what it says counts again. */
export function answered(titles: Titles, token: number): Titles {
  return { ...titles, pending: titles.pending.filter((one) => one.token !== token) };
}
