import type { StudioTitle } from '../../../contracts/studio/index.ts';
import { studio } from '../../api/studio.ts';
import { tell } from '../../components/toast.tsx';
import { dataOf } from '../../data/error.ts';
import { noTitles, shown, type Titles, withNews, without, withoutPending, withPending } from './titles.ts';

/** The titles that the app has heard of. One for all pages of the studio, so that going about shows them at once. */
export interface TitlesStore {
  readonly state: Titles;
  /** As they are shown, newest first. */
  readonly list: readonly StudioTitle[];
  get(id: string): StudioTitle | undefined;
  merge(titles: readonly StudioTitle[], options?: { readonly whole?: boolean }): void;
  gone(id: string): void;
  /**
   * Shows a change at once and asks the studio for it. Where that fails it is put back, with a word about it.
   * Resolves to whether it was done.
   */
  ask(id: string, request: Request): Promise<boolean>;
  subscribe(listener: () => void): () => void;
}

export interface Request {
  /** How the title will look; undefined takes it away. */
  readonly change: (title: StudioTitle) => StudioTitle | undefined;
  /** Resolves to the title as it is now, or to nothing where it is no more. */
  readonly send: () => Promise<StudioTitle | undefined>;
}

export const titlesStore: TitlesStore = openTitlesStore();

function openTitlesStore(): TitlesStore {
  let state: Titles = noTitles;
  let list: readonly StudioTitle[] | undefined;
  const listeners = new Set<() => void>();
  let next = 1;

  function set(news: Titles): void {
    if (news === state) return;
    state = news;
    list = undefined;
    for (const listener of listeners) listener();
  }

  return {
    get state() {
      return state;
    },
    get list() {
      list ??= shown(state);
      return list;
    },
    get(id) {
      const title = state.confirmed.get(id);
      if (title === undefined) return undefined;
      return shown({ ...state, confirmed: new Map([[id, title]]) })[0];
    },
    merge: (titles, options) => set(withNews(state, titles, options)),
    gone: (id) => set(without(state, id)),
    async ask(id, { change, send }) {
      const token = next++;
      set(withPending(state, { id, token, change }));
      try {
        const title = await send();
        const after = withoutPending(state, token);
        set(title === undefined ? without(after, id) : withNews(after, [title]));
        return true;
      } catch (thrown) {
        set(withoutPending(state, token));
        const { sentence, code } = dataOf(thrown);
        tell({ text: `${sentence} (${code})`, tone: 'trouble' });
        return false;
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Every title of the studio, asked for in pages. */
export async function askAllTitles(signal: AbortSignal): Promise<readonly StudioTitle[]> {
  const all: StudioTitle[] = [];
  let after: string | undefined;
  do {
    const page = await studio.calls.titles({ limit: 500, ...(after === undefined ? {} : { after }) }, { signal });
    all.push(...page.titles);
    after = page.next;
  } while (after !== undefined);
  return all;
}
