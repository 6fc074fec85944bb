import { type Direction, nearest } from './spatial.ts';

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
 * remember where one was in them. Elements with keys of their own keep them: fields, sliders, lists, anything in
 * `[data-keys="own"]`. Where nothing lies there, the page scrolls as ever. Returns how to stop.
 */
export function startArrows(): () => void {
  const end = new AbortController();
  addEventListener('keydown', onKeyDown, { signal: end.signal });
  addEventListener('focusin', onFocusIn, { signal: end.signal });
  return () => end.abort();
}

function onFocusIn({ target }: FocusEvent): void {
  const row = target instanceof HTMLElement ? target.closest('[data-row]') : null;
  if (row !== null) remembered.set(row, target as HTMLElement);
}

function onKeyDown(event: KeyboardEvent): void {
  const direction = directions[event.key];
  if (direction === undefined || event.defaultPrevented) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const from = document.activeElement instanceof HTMLElement ? document.activeElement : document.body;
  if (hasOwnUse(from, direction)) return;
  const to = targetOf(from, direction);
  if (to === undefined) return;
  event.preventDefault();
  to.focus({ preventScroll: true });
  const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
  to.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior });
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
  const box = from === document.body ? topOfPage() : from.getBoundingClientRect();
  if (row !== null && sideways) {
    const inRow = nearest(box, { among: boxed(all.filter((one) => one !== from && row.contains(one))), direction });
    if (inRow !== undefined) return inRow.element;
  }
  const others = all.filter((one) => one !== from && (row === null || !sideways || !row.contains(one)));
  const found = nearest(box, { among: boxed(others), direction })?.element;
  if (found === undefined) return undefined;
  const entered = found.closest('[data-row]');
  if (entered === null || entered === row) return isNear(found) ? found : undefined;
  const before = remembered.get(entered);
  const to = before !== undefined && entered.contains(before) && isThere(before) ? before : found;
  return isNear(to) ? to : undefined;
}

function boxed(elements: readonly HTMLElement[]) {
  return elements.map((element) => ({ element, box: element.getBoundingClientRect() }));
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

/** True where the element under focus has its own use for the arrow. */
function hasOwnUse(element: HTMLElement, direction: Direction): boolean {
  if (element.closest('[data-keys="own"]') !== null) return true;
  if (element instanceof HTMLInputElement) {
    const upright = direction === 'up' || direction === 'down';
    if (['radio', 'range'].includes(element.type)) return !upright;
    if (['number', 'date', 'time'].includes(element.type)) return true;
    if (['checkbox', 'button', 'submit', 'file'].includes(element.type)) return false;
    if (upright) return false;
    // In what is written, sideways moves the caret, until it stands at the end.
    const [at, end] = [element.selectionStart ?? 0, element.value.length];
    const forward = (direction === 'right') !== (document.documentElement.dir === 'rtl');
    return !(forward ? at === end : at === 0) || element.selectionStart !== element.selectionEnd;
  }
  return element instanceof HTMLSelectElement
    ? direction === 'up' || direction === 'down'
    : element instanceof HTMLTextAreaElement || element.isContentEditable;
}
