import type { Direction } from './spatial.ts';

/**
 * Who the arrow keys belong to. At a desk, fields, lists and sliders keep the arrows that everybody expects them to
 * have. A remote has nothing but arrows: there they only ever move the focus, and a control has them from when OK was
 * pressed on it until OK or Back is, so that none changes its value because somebody passed.
 */

/** An element that was given the arrows says so to styles, and hears of it. */
const heldMark = 'held';
export const holdEvent = 'bijou:hold';
/** Its detail is true where OK let it go, false where it was left. */
export const letGoEvent = 'bijou:let-go';

let held: HTMLElement | undefined;

export function isTelevision(): boolean {
  return document.documentElement.dataset.screen === 'tv';
}

/** True where arrows would change the element's value. */
function isChangedByArrows(element: HTMLElement): boolean {
  if (element instanceof HTMLInputElement) {
    return ['radio', 'range', 'number', 'date', 'time', 'datetime-local', 'month', 'week'].includes(element.type);
  }
  return element instanceof HTMLSelectElement;
}

/** True where the arrow must not do what the browser would do with it, though there is nowhere to go. */
export function isKeptFrom(element: HTMLElement, direction: Direction): boolean {
  if (isTelevision()) return isChangedByArrows(element);
  return element instanceof HTMLSelectElement && !isUpright(direction);
}

/** True where the element under focus has its own use for the arrow. */
export function hasOwnUse(element: HTMLElement, direction: Direction): boolean {
  if (element.closest('[data-keys="own"]') !== null || element === held) return true;
  if (element instanceof HTMLSelectElement && isOpen(element)) return true;
  const isText = element instanceof HTMLInputElement && isWritten(element);
  if (isText) return !isUpright(direction) && !isAtEnd(element, direction);
  if (isTelevision()) return false;
  if (element instanceof HTMLInputElement) {
    if (['radio', 'range'].includes(element.type)) return !isUpright(direction);
    return isChangedByArrows(element);
  }
  if (element instanceof HTMLSelectElement) return isUpright(direction);
  return element instanceof HTMLTextAreaElement || element.isContentEditable;
}

/**
 * A remote's OK and Back. Returns true where the key was for giving the arrows to a control, or for taking them back.
 * What OK does by itself, as on a button, it does still.
 */
export function holdOrLetGo(event: KeyboardEvent): boolean {
  const element = document.activeElement;
  if (!isTelevision() || !(element instanceof HTMLElement)) return false;
  if (event.key === 'Enter') return onOk(element);
  const isBack = event.key === 'Escape' || event.key === 'GoBack';
  if (!isBack || held === undefined) return false;
  letGo(false);
  return true;
}

function onOk(element: HTMLElement): boolean {
  if (element === held) {
    // In what is written, it begins a line.
    if (element instanceof HTMLTextAreaElement) return false;
    letGo(true);
    return true;
  }
  if (element instanceof HTMLInputElement && ['radio', 'checkbox'].includes(element.type)) {
    element.click();
    return true;
  }
  if (element instanceof HTMLSelectElement) return openList(element) || hold(element);
  if (isChangedByArrows(element) || element instanceof HTMLTextAreaElement) return hold(element);
  return false;
}

function hold(element: HTMLElement): true {
  held = element;
  element.dataset[heldMark] = 'true';
  element.addEventListener('blur', () => letGo(false), { once: true });
  element.dispatchEvent(new CustomEvent(holdEvent));
  return true;
}

function letGo(kept: boolean): void {
  const element = held;
  held = undefined;
  if (element === undefined) return;
  delete element.dataset[heldMark];
  element.dispatchEvent(new CustomEvent(letGoEvent, { detail: kept }));
}

/** The browser's own list takes the arrows, and OK and Back with them. */
function openList(select: HTMLSelectElement): boolean {
  try {
    select.showPicker();
    return isOpen(select);
  } catch {
    // An older browser has none to open.
    return false;
  }
}

function isOpen(select: HTMLSelectElement): boolean {
  return CSS.supports('selector(:open)') && select.matches(':open');
}

function isUpright(direction: Direction): boolean {
  return direction === 'up' || direction === 'down';
}

function isWritten({ type }: HTMLInputElement): boolean {
  return ['text', 'search', 'url', 'email', 'tel', 'password'].includes(type);
}

/** Sideways moves the caret, until it stands at the end. */
function isAtEnd(input: HTMLInputElement, direction: Direction): boolean {
  // Some kinds of field do not tell where the caret is.
  if (input.selectionStart === null) return true;
  if (input.selectionStart !== input.selectionEnd) return false;
  const forward = (direction === 'right') !== (document.documentElement.dir === 'rtl');
  return input.selectionStart === (forward ? input.value.length : 0);
}
