import { useEffect, useState } from 'preact/hooks';
import { systemClock } from '../kit/index.ts';
import { chosenLink, linkOf } from './chosen-link.ts';
import { keepMark, markOf, selectorOf } from './marks.ts';
import { type Route, routeOf } from './routes.ts';
import { showChange } from './transition.ts';

/** What an entry of the history carries. */
interface Entry {
  /** Names the entry, so that its mark is found again. */
  readonly entry: string;
  /** The address was written by us while the page was shown, not by a link. */
  readonly kept?: true;
  /** A sheet was opened by it: to close it is to go back. */
  readonly sheet?: true;
}

type Prepare = (route: Route) => Promise<void>;

const moved = new EventTarget();
/** A page's script is waited for this long before the old page goes. */
const patienceMs = 400;
/** A page that comes or fills late is watched this long for what is to have the focus. */
const placeMs = 10_000;

let prepare: Prepare = async () => undefined;
let number = 0;
/** The entry that is shown, and its route: after a `popstate` the history already says the next one's. */
let current = { entry: '', route: routeOf({ pathname: '/', search: '' }) };

/** Begins to listen. `prepareRoute` fetches what a route needs before it is shown. Returns how to stop. */
export function startRouter(prepareRoute: Prepare): () => void {
  prepare = prepareRoute;
  history.scrollRestoration = 'manual';
  const known = entryOf(history.state);
  if (known === undefined) history.replaceState(newEntry(), '', location.href);
  current = { entry: entryOf(history.state)?.entry ?? '', route: routeOf(location) };
  const end = new AbortController();
  addEventListener('popstate', () => void onPop(), { signal: end.signal });
  addEventListener('click', onClick, { signal: end.signal });
  addEventListener('pagehide', leave, { signal: end.signal });
  for (const event of ['pointerover', 'focusin', 'touchstart']) {
    addEventListener(event, onIntent, { signal: end.signal, passive: true });
  }
  if (known !== undefined) void arrive(false);
  return () => end.abort();
}

/** Fetches what an address of this app needs, because somebody is likely to go there next. */
export function expect(address: string): void {
  prepare(routeOf(new URL(address, location.origin))).catch(() => undefined);
}

/** Goes to an address of this app. With `replace`, the page stays what it is, and so does the focus. */
export function go(address: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) {
    history.replaceState(history.state, '', address);
    current = { ...current, route: routeOf(location) };
    moved.dispatchEvent(new Event('moved'));
    return;
  }
  leave();
  history.pushState(newEntry(), '', address);
  void show(true);
}

/** Goes to an address of this app in place of this page: going back does not lead here again. */
export function takeOver(address: string): void {
  history.replaceState(newEntry(), '', address);
  void show(true);
}

/** Writes a new address for the page that is shown already. `kept` marks it as ours rather than a link's. */
export function rewrite(address: string): void {
  history.replaceState({ ...entryOf(history.state), kept: true }, '', address);
}

/** True where the address was last written by `rewrite`: after a reload what was stored is more exact than it. */
export function isKept(): boolean {
  return entryOf(history.state)?.kept === true;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location));
  useEffect(() => {
    const update = () => setRoute(routeOf(location));
    update();
    moved.addEventListener('moved', update);
    return () => moved.removeEventListener('moved', update);
  }, []);
  return route;
}

/** One value of the address's query, and whether this page put it there. */
export function useQueryValue(name: string): string | undefined {
  const read = () => new URLSearchParams(location.search).get(name) ?? undefined;
  const [value, setValue] = useState(read);
  useEffect(() => {
    const update = () => setValue(read());
    moved.addEventListener('moved', update);
    return () => moved.removeEventListener('moved', update);
  }, [name]);
  return value;
}

/** Opens what the query's `sheet` names, over the page that stays: a place of its own in the history. */
export function openSheet(sheet: string): void {
  const address = new URL(location.href);
  if (address.searchParams.get('sheet') === sheet) return;
  address.searchParams.set('sheet', sheet);
  leave();
  history.pushState({ ...newEntry(), sheet: true }, '', address);
  current = { entry: entryOf(history.state)?.entry ?? '', route: routeOf(location) };
  moved.dispatchEvent(new Event('moved'));
}

/** Closes it: back where it was opened here, else the address without it. */
export function closeSheet(): void {
  const address = new URL(location.href);
  if (!address.searchParams.has('sheet')) return;
  if (entryOf(history.state)?.sheet === true) {
    history.back();
    return;
  }
  address.searchParams.delete('sheet');
  go(`${address.pathname}${address.search}`, { replace: true });
}

function leave(): void {
  keepMark(current.entry, { scroll: scrollY, focus: selectorOf(document.activeElement) });
}

async function onPop(): Promise<void> {
  leave();
  const known = entryOf(history.state);
  if (known === undefined) history.replaceState(newEntry(), '', location.href);
  const [from, to] = [current.route, routeOf(location)];
  // A sheet over the same page: nothing else moves.
  if (from.page === to.page && filmOf(from) === filmOf(to) && from.page !== 'search' && from.page !== 'library') {
    current = { entry: entryOf(history.state)?.entry ?? '', route: to };
    moved.dispatchEvent(new Event('moved'));
    return;
  }
  await show(false);
}

async function show(forward: boolean): Promise<void> {
  const [from, to] = [current.route, routeOf(location)];
  const film = filmOf(to) ?? filmOf(from);
  current = { entry: entryOf(history.state)?.entry ?? '', route: to };
  await Promise.race([prepare(to).catch(() => undefined), systemClock.sleep(patienceMs)]);
  if (current.route !== to) return;
  const change = async () => {
    moved.dispatchEvent(new Event('moved'));
    // The page is drawn in a microtask of its own.
    await systemClock.sleep(0);
    await arrive(forward);
  };
  // Only a film's own page grows into the player. From anywhere else the film is wanted more than the way to it,
  // which would hold its first picture up.
  const isCut = to.page === 'watch' && from.page !== 'title';
  await (isCut ? change() : showChange(change, film));
}

/** Puts the focus where one expects it: onto the page's heading, or, going back, where it was. */
async function arrive(forward: boolean): Promise<void> {
  const mark = forward ? undefined : markOf(current.entry);
  scrollTo(0, mark?.scroll ?? 0);
  // Something was just said about what was done here, with a way back: whoever is on it stays on it.
  if (document.activeElement?.closest('.toasts') != null) return;
  const place = () => (mark?.focus === undefined ? focusHeading() : restore(mark.focus, mark.scroll));
  const placed = place();
  if (!placed && !focusHeading()) document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
  void placeLater(place, placed);
}

function restore(selector: string, scroll: number): boolean {
  const element = document.querySelector<HTMLElement>(`main ${selector}`);
  if (element === null) return false;
  element.closest('[data-row]')?.dispatchEvent(new CustomEvent('bijou:reveal', { detail: element }));
  element.focus({ preventScroll: true });
  scrollTo(0, scroll);
  return document.activeElement === element;
}

/**
 * The page, or what was on it, may still be on its way, and what has the focus meanwhile may go away when it comes. As
 * soon as the reader moves on their own, this stops.
 */
async function placeLater(place: () => boolean, placedAlready: boolean): Promise<void> {
  const entry = current.entry;
  const done = new AbortController();
  let placed = placedAlready;
  const observer = new MutationObserver(() => {
    if (current.entry !== entry) done.abort();
    else if (!placed) placed = place();
    else if (document.activeElement === document.body && !place()) focusHeading();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  for (const event of ['keydown', 'pointerdown', 'wheel']) {
    addEventListener(event, () => done.abort(), { signal: done.signal, passive: true });
  }
  await systemClock.sleep(placeMs, done.signal).catch(() => undefined);
  done.abort();
  observer.disconnect();
}

/** False where the page has no heading yet. */
function focusHeading(): boolean {
  const heading =
    document.querySelector<HTMLElement>('main [data-focus-first]') ?? document.querySelector<HTMLElement>('main h1');
  if (heading === null) return false;
  if (heading.tabIndex < 0) heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}

function filmOf(route: Route): string | undefined {
  return route.page === 'title' || route.page === 'series' || route.page === 'watch' ? route.id : undefined;
}

/** Links are plain links; those that stay in the app need no new page. */
function onClick(event: MouseEvent): void {
  const link = chosenLink(event);
  if (link === undefined) return;
  event.preventDefault();
  const address = `${link.pathname}${link.search}`;
  if (address === `${location.pathname}${location.search}`) {
    scrollTo({ top: 0 });
    focusHeading();
  } else go(address, { replace: link.hasAttribute('data-replace') });
}

/** Fetches the page that a link under the pointer or the focus leads to. */
function onIntent(event: Event): void {
  const link = linkOf(event);
  if (link !== undefined) prepare(routeOf(link)).catch(() => undefined);
}

function newEntry(): Entry {
  number += 1;
  return { entry: `${Math.round(systemClock.now())}.${number}` };
}

function entryOf(state: unknown): Entry | undefined {
  return typeof state === 'object' && state !== null && 'entry' in state ? (state as Entry) : undefined;
}
