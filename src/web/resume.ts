import { markWatched } from './watched.ts';

/** Where one stopped in a title. */
export interface Place {
  /** Seconds. */
  readonly at: number;
  readonly duration: number;
  /** Unix milliseconds. */
  readonly savedAt: number;
}

export type Places = Readonly<Record<string, Place>>;

const key = 'bijou.places';
/** Nearer to the start or to the end than this, there is nothing to go on with. */
const startSeconds = 5;
const endPart = 0.97;
const mostPlaces = 200;

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** Everything that was stopped in the middle. Empty where nothing is stored or it cannot be read. */
export function readPlaces(store: Store): Places {
  try {
    const value: unknown = JSON.parse(store.getItem(key) ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Place] => isPlace(entry[1])));
  } catch {
    return {};
  }
}

/**
 * Keeps a place, or forgets it where the film has hardly begun or is over: then it has been watched. The oldest go
 * when there are many.
 */
export function keepPlace(store: Store, id: string, place: Place): void {
  const { [id]: _, ...others } = readPlaces(store);
  const isOver = place.duration > 0 && place.at >= place.duration * endPart;
  if (isOver) markWatched(store, [id], true, place.savedAt);
  const worth = place.at >= startSeconds && !isOver;
  write(store, worth ? { ...others, [id]: place } : others);
}

/** Forgets where one stopped. */
export function forgetPlace(store: Store, id: string): void {
  const { [id]: place, ...others } = readPlaces(store);
  if (place !== undefined) write(store, others);
}

function write(store: Store, places: Places): void {
  const all = Object.entries(places);
  all.sort(([, a], [, b]) => b.savedAt - a.savedAt);
  try {
    store.setItem(key, JSON.stringify(Object.fromEntries(all.slice(0, mostPlaces))));
  } catch {
    // A full or forbidden store costs the place, not the film.
  }
}

/**
 * Where to begin: at the address's time where a link gave one; where the address is our own note of a moment ago,
 * at what was stored, which is more exact.
 */
export function beginAt(options: {
  readonly linked: number | undefined;
  readonly kept: boolean;
  readonly stored: Place | undefined;
}): number | undefined {
  const { linked, kept, stored } = options;
  if (linked === undefined) return stored?.at;
  if (kept && stored !== undefined) return stored.at;
  return linked;
}

function isPlace(value: unknown): value is Place {
  if (typeof value !== 'object' || value === null) return false;
  const { at, duration, savedAt } = value as Partial<Place>;
  return [at, duration, savedAt].every((number) => typeof number === 'number' && Number.isFinite(number));
}
