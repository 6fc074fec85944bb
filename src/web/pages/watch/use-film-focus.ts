import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** The film has the focus where nothing else has it; a sheet that a link opened has nowhere else to give it back to. */
export function useFilmFocus(
  film: RefObject<HTMLElement | null>,
  around: { readonly on: boolean; readonly sheet: string | undefined; readonly offering: boolean },
): void {
  const { on, sheet, offering } = around;
  useEffect(() => {
    if (!on) return;
    const focus = () => document.activeElement === document.body && film.current?.focus({ preventScroll: true });
    focus();
    addEventListener('close', focus, { capture: true });
    return () => removeEventListener('close', focus, { capture: true });
  }, [on, sheet, offering]);
}
