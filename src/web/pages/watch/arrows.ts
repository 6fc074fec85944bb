/** Where something lies on screen, in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What lies aside counts this much more than what lies ahead: one moves along rows. */
const asideWeight = 3;

/**
 * Which of these boxes one comes to from another, with an arrow key: the nearest that lies wholly that way. Undefined
 * where there is none.
 */
export function boxInDirection<Item extends Box>(from: Box, boxes: readonly Item[], key: string): Item | undefined {
  let best: { readonly box: Item; readonly far: number } | undefined;
  for (const box of boxes) {
    const far = distance(from, box, key);
    if (far !== undefined && (best === undefined || far < best.far)) best = { box, far };
  }
  return best?.box;
}

function distance(from: Box, to: Box, key: string): number | undefined {
  const across = key === 'ArrowLeft' || key === 'ArrowRight';
  const ahead = {
    ArrowLeft: middle(from.left, from.right) - middle(to.left, to.right),
    ArrowRight: middle(to.left, to.right) - middle(from.left, from.right),
    ArrowUp: from.top - to.bottom,
    ArrowDown: to.top - from.bottom,
  }[key];
  // Rows may touch; what is no further at all lies in the same one.
  if (ahead === undefined || ahead < (across ? 1 : -4)) return undefined;
  const aside = across
    ? gap([from.top, from.bottom], [to.top, to.bottom])
    : gap([from.left, from.right], [to.left, to.right]);
  if (across && aside > 0) return undefined;
  const lean = across ? 0 : Math.abs(middle(from.left, from.right) - middle(to.left, to.right)) / 100;
  return ahead + asideWeight * aside + lean;
}

function middle(a: number, b: number): number {
  return (a + b) / 2;
}

function gap(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.max(0, a[0] - b[1], b[0] - a[1]);
}

const focusable = 'button:not([disabled]), a[href], input:not([disabled]), summary, [tabindex="0"]';

/** Moves the focus inside `room` the way the arrow points. False where there is nothing that way. */
export function moveFocus(room: ParentNode, key: string): boolean {
  const from = document.activeElement;
  if (!(from instanceof HTMLElement)) return false;
  const others = [...room.querySelectorAll<HTMLElement>(focusable)].filter(
    (element) => element !== from && isSeen(element),
  );
  const boxes = others.map((element) => ({ element, ...edges(element) }));
  const next = boxInDirection(edges(from), boxes, key)?.element;
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  return next !== undefined;
}

function edges(element: Element): Box {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom };
}

function isSeen(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 0;
}
