import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Wish } from './keys.ts';

interface Hands {
  readonly wish: (wish: Wish) => void;
  readonly show: () => void;
  readonly hide: () => void;
}

/** Two taps within this time are one double tap. */
const doubleMs = 300;

/**
 * On the picture itself: a mouse plays and pauses with one click and fills the screen with two; a finger shows and
 * hides the controls with one tap, and goes back or on ten seconds with two at the side.
 */
export function useGestures(video: RefObject<HTMLVideoElement | null>, hands: Hands): void {
  const now = useRef(hands);
  now.current = hands;
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    let lastTap = 0;
    const onClick = (event: PointerEvent | MouseEvent) => {
      const isTouch = 'pointerType' in event && event.pointerType === 'touch';
      if (!isTouch) {
        now.current.wish(event.detail === 2 ? { kind: 'full' } : { kind: 'toggle' });
        if (event.detail === 2) now.current.wish({ kind: 'toggle' });
        return;
      }
      const isSecond = event.timeStamp - lastTap < doubleMs;
      lastTap = isSecond ? 0 : event.timeStamp;
      if (!isSecond) {
        const shown = element.closest('[data-awake]')?.getAttribute('data-awake') === 'true';
        return shown ? now.current.hide() : now.current.show();
      }
      const side = event.clientX / element.clientWidth;
      if (side < 0.4) now.current.wish({ kind: 'skip', seconds: -10 });
      if (side > 0.6) now.current.wish({ kind: 'skip', seconds: 10 });
    };
    element.addEventListener('click', onClick);
    return () => element.removeEventListener('click', onClick);
  }, [video]);
}
