import type { StudioTitle } from '../../../contracts/studio/index.ts';
import { studio } from '../../api/studio.ts';
import { tell } from '../../components/toast.tsx';
import { dataOf } from '../../data/error.ts';
import { answered, asked, gone, noTitles, shown, type Titles, told } from './titles.ts';

/** The titles that the app has heard of. One for all pages of the studio, so that going about shows them at once. */
export interface TitlesStore {
  readonly state: Titles;
  /** As they are shown, newest first. */
  readonly list: readonly StudioTitle[];
  get(id: string): StudioTitle | undefined;
  told(titles: readonly StudioTitle[], options?: { readonly whole?: boolean }): void;
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
      const said = state.said.get(id);
      if (said === undefined) return undefined;
      return shown({ ...state, said: new Map([[id, said]]) })[0];
    },
    told: (titles, options) => set(told(state, titles, options)),
    gone: (id) => set(gone(state, id)),
    async ask(id, { change, send }) {
      const token = next++;
      set(asked(state, { id, token, change }));
      try {
        const title = await send();
        const after = answered(state, token);
        set(title === undefined ? gone(after, id) : told(after, [title]));
        return true;
      } catch (thrown) {
        set(answered(state, token));
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
