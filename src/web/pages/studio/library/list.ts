import type { StudioTitle } from '../../../../contracts/studio/index.ts';

export const sorts = ['added', 'name', 'state', 'progress', 'length', 'rungs'] as const;
export type Sort = (typeof sorts)[number];
export const shelves = ['all', 'busy', 'ready', 'trouble', 'paused'] as const;
export type Shelf = (typeof shelves)[number];

/** What of the library is shown. The address says it. */
export interface View {
  readonly q: string;
  readonly shelf: Shelf;
  readonly sort: Sort;
  readonly down: boolean;
  /** From 1. */
  readonly page: number;
}

export const perPage = 50;
export const plainView: View = { q: '', shelf: 'all', sort: 'added', down: true, page: 1 };

/** Reads a view from an address's query; whatever is not understood is as if it were not there. */
export function viewOf(search: string): View {
  const query = new URLSearchParams(search);
  const pick = <T extends string>(known: readonly T[], value: string | null, otherwise: T): T =>
    known.find((one) => one === value) ?? otherwise;
  const sort = pick(sorts, query.get('sort'), plainView.sort);
  const order = query.get('order');
  const page = Number.parseInt(query.get('page') ?? '1', 10);
  return {
    q: (query.get('q') ?? '').slice(0, 200),
    shelf: pick(shelves, query.get('show'), 'all'),
    sort,
    down: order === null ? startsDown(sort) : order === 'down',
    page: page >= 1 ? page : 1,
  };
}

/** The query that leads to a view; empty for the plain one. */
export function queryOf(view: View): string {
  const query = new URLSearchParams();
  if (view.q !== '') query.set('q', view.q);
  if (view.shelf !== 'all') query.set('show', view.shelf);
  if (view.sort !== 'added') query.set('sort', view.sort);
  if (view.down !== startsDown(view.sort)) query.set('order', view.down ? 'down' : 'up');
  if (view.page > 1) query.set('page', String(view.page));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Dates and numbers begin with the largest, words with the first. */
export function startsDown(sort: Sort): boolean {
  return sort !== 'name' && sort !== 'state';
}

/** True while there is work to do on a title. */
export function isBusy({ state }: StudioTitle): boolean {
  return state === 'inspecting' || state === 'planning' || state === 'encoding';
}

/** True where its owner is needed. */
export function isTrouble({ state }: StudioTitle): boolean {
  return state === 'refused' || state === 'failed' || state === 'cancelled';
}

export function shelfOf(title: StudioTitle): Exclude<Shelf, 'all'> {
  if (isTrouble(title)) return 'trouble';
  if (title.state === 'ready') return 'ready';
  return title.paused === true ? 'paused' : 'busy';
}

/** Share of its work that is done, 0 to 1. */
export function shareOf(title: StudioTitle): number {
  if (title.state === 'ready') return 1;
  if (title.progress !== undefined) return Math.min(1, Math.max(0, title.progress.share));
  const all = title.rungs.reduce((sum, rung) => sum + rung.chunks, 0);
  return all === 0 ? 0 : title.rungs.reduce((sum, rung) => sum + rung.done, 0) / all;
}

/** How many titles lie on each shelf. */
export function shelfCounts(titles: readonly StudioTitle[]): Readonly<Record<Shelf, number>> {
  const counts = { all: titles.length, busy: 0, ready: 0, trouble: 0, paused: 0 };
  for (const title of titles) counts[shelfOf(title)] += 1;
  return counts;
}

export interface Listed {
  readonly all: readonly StudioTitle[];
  readonly page: readonly StudioTitle[];
  /** The page that is shown: there may be fewer than the address says. */
  readonly number: number;
  readonly pages: number;
}

/** The titles that a view shows, in its order, and the page of them. */
export function listed(titles: readonly StudioTitle[], view: View, compare: (a: string, b: string) => number): Listed {
  const needles = folded(view.q)
    .split(/\s+/)
    .filter((word) => word !== '');
  const all = titles.filter(
    (title) =>
      (view.shelf === 'all' || shelfOf(title) === view.shelf) &&
      needles.every((needle) => haystackOf(title).includes(needle)),
  );
  const turn = view.down ? -1 : 1;
  all.sort((a, b) => turn * orders[view.sort](a, b, compare) || compare(a.id, b.id));
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  const number = Math.min(view.page, pages);
  return { all, page: all.slice((number - 1) * perPage, number * perPage), number, pages };
}

type Order = (a: StudioTitle, b: StudioTitle, compare: (a: string, b: string) => number) => number;

const stateOrder: readonly StudioTitle['state'][] = [
  'failed',
  'refused',
  'cancelled',
  'encoding',
  'planning',
  'inspecting',
  'ready',
];

const orders: Readonly<Record<Sort, Order>> = {
  added: (a, b) => (a.addedAt < b.addedAt ? -1 : a.addedAt > b.addedAt ? 1 : 0),
  name: (a, b, compare) => compare(a.name, b.name),
  state: (a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state),
  progress: (a, b) => shareOf(a) - shareOf(b),
  length: (a, b) => (a.durationSeconds ?? 0) - (b.durationSeconds ?? 0),
  rungs: (a, b) => tallest(a) - tallest(b) || a.rungs.length - b.rungs.length,
};

/** Height of the tallest rung; 0 where there is no ladder yet. */
export function tallest({ rungs }: StudioTitle): number {
  return rungs.reduce((most, { width, height }) => Math.max(most, Math.min(width, height)), 0);
}

/** Letters without their marks, small: `Málaga` is found by `malaga`. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

function haystackOf({ name, metadata }: StudioTitle): string {
  const parts = [name, metadata?.year, metadata?.series?.name, ...(metadata?.genres ?? [])];
  return folded(parts.join(' '));
}
