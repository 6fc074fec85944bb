import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

const focusable = 'a[href], button:not([aria-disabled]), input, select, textarea, summary, [tabindex="0"]';

/**
 * Where what had the focus goes away with a drawing, the focus goes to what stands at its place in the same box, and
 * not to the top of the page.
 */
export function useKeptFocus(box: RefObject<HTMLElement | null>): void {
  const last = useRef<{ readonly element: Element; readonly place: number }>(undefined);
  useEffect(() => {
    const element = box.current;
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) last.current = { element: target, place: all(box.current).indexOf(target) };
    };
    const onBlur = ({ target }: FocusEvent) => {
      // A focus that left of its own will is nothing to bring back; one whose element went away is.
      if (target instanceof HTMLElement && target.isConnected && document.hasFocus()) {
        requestAnimationFrame(() => {
          if (target.isConnected && last.current?.element === target) last.current = undefined;
        });
      }
    };
    element?.addEventListener('focusin', onFocus);
    element?.addEventListener('focusout', onBlur);
    return () => {
      element?.removeEventListener('focusin', onFocus);
      element?.removeEventListener('focusout', onBlur);
    };
  }, []);
  useLayoutEffect(() => {
    const before = last.current;
    if (before === undefined || before.element.isConnected || document.activeElement !== document.body) return;
    const there = all(box.current);
    const next =
      there[Math.min(Math.max(0, before.place), there.length - 1)] ?? document.querySelector<HTMLElement>('main h1');
    if (next === null || next === undefined) return;
    if (!next.matches(focusable)) next.tabIndex = -1;
    next.focus({ preventScroll: true });
  });
}

function all(box: HTMLElement | null): HTMLElement[] {
  return [...(box?.querySelectorAll<HTMLElement>(focusable) ?? [])].filter((element) => element.tabIndex >= 0);
}
