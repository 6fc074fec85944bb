import { useState } from 'preact/hooks';
import type { Player, PlayerState } from '../../../player/index.ts';
import type { Hands } from './gestures.ts';

/** A finger drawn across the whole picture goes this far, or through the whole film where that is shorter. */
const dragSeconds = 180;

/** Seeks by a finger on the picture. `place` is where it would go, in seconds, while it is drawn. */
export function useDrag(parts: {
  readonly state: PlayerState;
  /** Left out while nothing can be sought. */
  readonly player: Player | undefined;
  /** Told of each place on the way. */
  readonly onPlace: (place: number) => void;
}): { readonly place: number | undefined; readonly drag: Hands['drag'] } {
  const { state, player, onPlace } = parts;
  const [place, setPlace] = useState<number>();
  return {
    place,
    drag(part, kept) {
      if (part === undefined || player === undefined) {
        setPlace(undefined);
        return;
      }
      const to = state.time + part * Math.min(dragSeconds, state.duration);
      const within = Math.max(0, Math.min(state.duration, to));
      if (kept) player.seek(within);
      else onPlace(within);
      setPlace(kept ? undefined : within);
    },
  };
}
