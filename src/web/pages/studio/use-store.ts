import { useEffect, useState } from 'preact/hooks';

/** Draws anew when a store changes; many changes before the browser draws are one. */
export function useStore(store: { subscribe(listener: () => void): () => void }): void {
  const [, draw] = useState(0);
  useEffect(() => {
    let frame = 0;
    const stop = store.subscribe(() => {
      if (frame !== 0) return;
      frame = requestAnimationFrame(() => {
        frame = 0;
        draw((before) => before + 1);
      });
    });
    // What was told between the first drawing and now.
    draw((before) => before + 1);
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [store]);
}
