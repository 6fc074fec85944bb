import { useEffect, useState } from 'preact/hooks';
import { systemClock } from '../kit/index.ts';

/** Titles that were seen to their end, or marked so; by id, when: Unix milliseconds. */
export type Watched = Readonly<Record<string, number>>;

const key = 'bijou.watched';
const most = 5_000;

type Store = Pick<Storage, 'getItem' | 'setItem'>;

const changed = new EventTarget();

/** Empty where nothing is stored or it cannot be read. */
export function readWatched(store: Store): Watched {
  try {
    const value: unknown = JSON.parse(store.getItem(key) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter(([, at]) => typeof at === 'number' && Number.isFinite(at)));
  } catch {
    return {};
  }
}

/** Marks titles as watched, or as not. The oldest marks go when there are many. */
export function markWatched(store: Store, ids: readonly string[], is: boolean, at = systemClock.now()): void {
  const marks = new Map(Object.entries(readWatched(store)));
  for (const id of ids) {
    if (is) marks.set(id, at);
    else marks.delete(id);
  }
  const kept = [...marks].sort(([, a], [, b]) => b - a).slice(0, most);
  try {
    store.setItem(key, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // A full or forbidden store costs the mark.
  }
  changed.dispatchEvent(new Event('watched'));
}

/** The marks, anew with each change of them. */
export function useWatched(): Watched {
  const [watched, setWatched] = useState(() => readWatched(localStorage));
  useEffect(() => {
    const update = () => setWatched(readWatched(localStorage));
    changed.addEventListener('watched', update);
    addEventListener('storage', update);
    return () => {
      changed.removeEventListener('watched', update);
      removeEventListener('storage', update);
    };
  }, []);
  return watched;
}
