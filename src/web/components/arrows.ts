import { hasOwnUse, holdOrLetGo, isKeptFrom, isTelevision } from './own-keys.ts';
import { type Box, type Direction, nearest } from './spatial.ts';

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const focusable =
  'a[href], button:not([disabled]), input:not([disabled]):not([type="hidden"]), select:not([disabled]), textarea:not([disabled]), summary, [tabindex="0"]';

/** What has the focus in a row, remembered for when one comes back to the row. */
const remembered = new WeakMap<Element, HTMLElement>();

/**
 * Arrow keys, and so a television's remote, move the focus to what lies in that direction. Rows (`[data-row]`)
 * remember where one was in them. Who has keys of their own is said in `own-keys.ts`; anything in `[data-keys="own"]`
 * keeps them. Where nothing lies there, the page scrolls as ever. Returns how to stop.
 */
export function startArrows(): () => void {
  const end = new AbortController();
  addEventListener('keydown', onOkOrBack, { capture: true, signal: end.signal });
  addEventListener('keydown', onKeyDown, { signal: end.signal });
  addEventListener('focusin', onFocusIn, { signal: end.signal });
  return () => end.abort();
}

function onFocusIn({ target }: FocusEvent): void {
  const row = target instanceof HTMLElement ? target.closest('[data-row]') : null;
  if (row !== null) remembered.set(row, target as HTMLElement);
}

/** Before anything else hears it: Back from a control that has the arrows leads out of it, not off the page. */
function onOkOrBack(event: KeyboardEvent): void {
  if (!holdOrLetGo(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function onKeyDown(event: KeyboardEvent): void {
  const direction = directions[event.key];
  if (direction === undefined || event.defaultPrevented) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : document.body;
  if (hasOwnUse(from, direction)) return;
  const to = targetOf(from, direction);
  if (to === undefined) {
    if (isKeptFrom(from, direction)) event.preventDefault();
    if (isTelevision()) turnPage(event, direction);
    return;
  }
  event.preventDefault();
  to.focus({ preventScroll: true });
  to.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: scrollBehavior() });
}

/** Where the next control is far, a remote that is pressed once more brings it near: lines are too little for it. */
function turnPage(event: KeyboardEvent, direction: Direction): void {
  if (direction === 'left' || direction === 'right' || document.querySelector('dialog:modal') !== null) return;
  event.preventDefault();
  scrollBy({ top: (direction === 'down' ? 0.6 : -0.6) * innerHeight, behavior: scrollBehavior() });
}

function scrollBehavior(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
}

function targetOf(from: HTMLElement, direction: Direction): HTMLElement | undefined {
  const scope: ParentNode = document.querySelector('dialog:modal') ?? document;
  const all = [...scope.querySelectorAll<HTMLElement>(focusable)].filter(isThere);
  // From nothing, or from a heading that only says where one is, one goes to the first thing of the page.
  if (from === document.body || from.tabIndex < 0) {
    const first = all.find((one) => one.closest('main, dialog') !== null && isSeen(one));
    if (first !== undefined && direction !== 'left') return first;
  }
  const row = from.closest('[data-row]');
  const sideways = direction === 'left' || direction === 'right';
  const box = from === document.body ? topOfPage() : boxOf(from);
  if (row !== null) {
    // A row that stands upright, as a television's rail does, is one too.
    const inRow = all.filter((one) => one !== from && row.contains(one));
    const among = inRow.map((element) => ({ element, box: boxOf(element) }));
    const next = nearest(box, { among, direction, inLine: true });
    if (next !== undefined) return next.element;
  }
  const others = all.filter((one) => one !== from && (row === null || !sideways || !row.contains(one)));
  const among = others.map((element) => ({ element, box: sideways ? laneOf(element, row) : boxOf(element) }));
  const found = nearest(box, { among, direction, inLine: sideways })?.element;
  if (found === undefined) return undefined;
  const entered = found.closest('[data-row]');
  if (entered === null || entered === row) return isNear(found) ? found : undefined;
  const before = remembered.get(entered);
  const to = before !== undefined && entered.contains(before) && isThere(before) ? before : found;
  return isNear(to) ? to : undefined;
}

/** What is seen of it: of a choice, its label. */
function boxOf(element: HTMLElement): Box {
  const label = element.matches('[type="radio"], [type="checkbox"]') ? element.closest('label') : null;
  return (label ?? element).getBoundingClientRect();
}

/** From the side one comes into a row as a whole, wherever in it its things stand. */
function laneOf(element: HTMLElement, from: Element | null): Box {
  const { left, right, top, bottom } = boxOf(element);
  const row = element.closest('[data-row]');
  if (row === null || row === from) return { left, right, top, bottom };
  const lane = row.getBoundingClientRect();
  return { left, right, top: lane.top, bottom: lane.bottom };
}

function isSeen(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}

/** Going on from a page where nothing has the focus begins at its top. */
function topOfPage() {
  return { left: 0, right: innerWidth, top: -1, bottom: 0 };
}

/** What lies more than a screen further is scrolled to, not jumped to. */
function isNear(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > -innerHeight && top < 2 * innerHeight;
}

function isThere(element: HTMLElement): boolean {
  if (element.tabIndex < 0 || element.matches('.skip') || element.closest('[inert], [aria-hidden="true"]') !== null)
    return false;
  return element.checkVisibility({ visibilityProperty: true });
}
