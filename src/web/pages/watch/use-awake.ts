import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';

/** Controls go away after this long without a hand on anything; longer for those who go from one to the next by key. */
const restMs = 3_000;
const keyRestMs = 6_000;

export interface Awake {
  readonly on: boolean;
  readonly show: () => void;
  readonly hide: () => void;
}

/**
 * Whether the controls are shown: while the film stands still, while one is being dragged, and for a while after each
 * sign of a hand. What had the focus when they went gives it to the film.
 */
export function useAwake(room: RefObject<HTMLElement | null>, mayRest: boolean): Awake {
  const [on, setOn] = useState(true);
  const timer = useRef(new AbortController());

  function show(): void {
    setOn(true);
    timer.current.abort();
    timer.current = new AbortController();
    const { signal } = timer.current;
    const byKey = room.current?.querySelector('.over :focus-visible') !== null;
    systemClock.sleep(byKey ? keyRestMs : restMs, signal).then(rest, () => undefined);
  }

  function rest(): void {
    const busy = room.current?.querySelector('dialog[open], .over :active, .over-bottom:hover .timeline:hover');
    if (busy === null) hide();
    else show();
  }

  function hide(): void {
    timer.current.abort();
    setOn(false);
    const focused = document.activeElement;
    if (focused?.closest('.over')) room.current?.querySelector<HTMLElement>('.watch-film')?.focus();
  }

  useEffect(() => {
    if (!mayRest) {
      timer.current.abort();
      setOn(true);
      return;
    }
    show();
    const element = room.current;
    const end = new AbortController();
    const options = { signal: end.signal };
    const onMove = (event: PointerEvent) => event.pointerType === 'mouse' && show();
    const onFocus = (event: FocusEvent) => (event.target as Element).closest('.over') !== null && show();
    const onKey = () => element?.querySelector('.over :focus') !== null && show();
    element?.addEventListener('pointermove', onMove, options);
    element?.addEventListener('focusin', onFocus, options);
    element?.addEventListener('input', show, options);
    addEventListener('keydown', onKey, options);
    return () => {
      timer.current.abort();
      end.abort();
    };
  }, [mayRest]);

  return { on, show, hide };
}
