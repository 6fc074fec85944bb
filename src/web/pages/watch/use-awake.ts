import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';

/** Controls go away after this long without a hand on anything. */
const restMs = 3_000;

/** Whether the controls are shown: while the film stands still, and for a while after each sign of a hand. */
export function useAwake(room: RefObject<HTMLElement | null>, mayRest: boolean) {
  const [on, setOn] = useState(true);
  const timer = useRef(new AbortController());

  function show(): void {
    setOn(true);
    timer.current.abort();
    timer.current = new AbortController();
    const { signal } = timer.current;
    systemClock.sleep(restMs, signal).then(
      () => {
        if (room.current?.querySelector('dialog[open]') === null) setOn(false);
      },
      () => undefined,
    );
  }

  function hide(): void {
    timer.current.abort();
    setOn(false);
  }

  useEffect(() => {
    if (!mayRest) {
      timer.current.abort();
      setOn(true);
      return;
    }
    show();
    const element = room.current;
    const onMove = (event: PointerEvent) => event.pointerType === 'mouse' && show();
    element?.addEventListener('pointermove', onMove);
    element?.addEventListener('focusin', show);
    element?.addEventListener('input', show);
    addEventListener('keydown', show);
    return () => {
      timer.current.abort();
      element?.removeEventListener('pointermove', onMove);
      element?.removeEventListener('focusin', show);
      element?.removeEventListener('input', show);
      removeEventListener('keydown', show);
    };
  }, [mayRest]);

  return { on, show, hide };
}
