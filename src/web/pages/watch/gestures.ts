import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { type Command, jumpSeconds } from './keys.ts';

export interface Hands {
  readonly dispatch: (command: Command) => void;
  readonly show: () => void;
  readonly hide: () => void;
  /** A part of the film's width that the finger has been drawn, -1 to 1; undefined when it is let go. */
  readonly drag: (part: number | undefined, kept: boolean) => void;
}

/** Two taps within this time are one double tap; each further one goes on. */
const doubleMs = 300;
/** A finger that moved further than this across is dragging. */
const dragPixels = 18;
/** The middle of the picture belongs to neither side. */
const sidePart = 0.4;

/**
 * On the picture itself: a mouse plays and pauses with one click and fills the screen with two; a finger shows and
 * hides the controls with one tap, goes back or on ten seconds with two at the side and ten more with each further
 * one, and seeks by being drawn across.
 */
export function useGestures(film: RefObject<HTMLElement | null>, hands: Hands): void {
  const now = useRef(hands);
  now.current = hands;
  useEffect(() => {
    const element = film.current;
    if (element === null) return;
    const end = new AbortController();
    const options = { signal: end.signal };
    let lastTap = 0;
    let began: { readonly x: number; readonly y: number; readonly id: number } | undefined;
    let dragging = false;

    function onMouse(event: MouseEvent): void {
      now.current.dispatch({ kind: event.detail === 2 ? 'full' : 'toggle' });
      if (event.detail === 2) now.current.dispatch({ kind: 'toggle' });
    }

    function onTap(event: PointerEvent): void {
      const { left, width } = (element as HTMLElement).getBoundingClientRect();
      const side = (event.clientX - left) / width;
      const isSecond = event.timeStamp - lastTap < doubleMs;
      lastTap = event.timeStamp;
      const { dispatch, show, hide } = now.current;
      if (isSecond && side < sidePart) dispatch({ kind: 'jump', seconds: -jumpSeconds });
      else if (isSecond && side > 1 - sidePart) dispatch({ kind: 'jump', seconds: jumpSeconds });
      else if (isShown()) hide();
      else show();
    }

    function isShown(): boolean {
      return element?.closest('[data-awake]')?.getAttribute('data-awake') === 'true';
    }

    function partOf(event: PointerEvent): number {
      return began === undefined ? 0 : (event.clientX - began.x) / (element as HTMLElement).clientWidth;
    }

    element.addEventListener(
      'click',
      (event) => (event as PointerEvent).pointerType !== 'touch' && onMouse(event),
      options,
    );
    element.addEventListener(
      'pointerdown',
      (event) => {
        if (event.pointerType === 'touch') began = { x: event.clientX, y: event.clientY, id: event.pointerId };
        dragging = false;
      },
      options,
    );
    element.addEventListener(
      'pointermove',
      (event) => {
        if (began?.id !== event.pointerId) return;
        const [across, along] = [Math.abs(event.clientX - began.x), Math.abs(event.clientY - began.y)];
        if (!dragging && (across < dragPixels || across < along)) return;
        dragging = true;
        element.setPointerCapture(event.pointerId);
        now.current.drag(partOf(event), false);
      },
      options,
    );
    element.addEventListener(
      'pointerup',
      (event) => {
        if (began?.id !== event.pointerId) return;
        if (dragging) now.current.drag(partOf(event), true);
        else onTap(event);
        began = undefined;
      },
      options,
    );
    element.addEventListener(
      'pointercancel',
      () => {
        if (dragging) now.current.drag(undefined, false);
        began = undefined;
      },
      options,
    );
    return () => end.abort();
  }, [film]);
}
