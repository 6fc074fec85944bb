import { useEffect, useRef, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';
import type { Player } from '../../../player/index.ts';
import {
  captionOffsets,
  keepCaptionOffset,
  keepSoundOffset,
  keptCaptionOffset,
  keptSoundOffset,
  soundOffsets,
  stepped,
} from './offsets.ts';
import { isDash } from './prepared-film.ts';

/** Shifting the sound fetches it anew, so one waits until the steps have come to an end. */
const settleMs = 500;

export interface Offset {
  readonly seconds: number;
  readonly step: (by: 1 | -1) => number;
  readonly reset: () => void;
}

export interface Offsets {
  readonly captions: Offset;
  /** Undefined where the sound cannot be shifted. */
  readonly sound: Offset | undefined;
}

/** How much later captions are shown and sound is heard: of this film, and on this device. */
export function useOffsets(id: string, player: Player | undefined): Offsets {
  const [captions, setCaptions] = useState(() => keptCaptionOffset(id));
  const [sound, setSound] = useState(keptSoundOffset);
  const timer = useRef(new AbortController());
  useEffect(() => setCaptions(keptCaptionOffset(id)), [id]);
  useEffect(() => () => timer.current.abort(), []);

  function toCaptions(seconds: number): number {
    setCaptions(seconds);
    keepCaptionOffset(id, seconds);
    return seconds;
  }

  function toSound(seconds: number): number {
    setSound(seconds);
    keepSoundOffset(seconds);
    timer.current.abort();
    timer.current = new AbortController();
    systemClock.sleep(settleMs, timer.current.signal).then(
      () => player?.shiftSound(seconds),
      () => undefined,
    );
    return seconds;
  }

  return {
    captions: {
      seconds: captions,
      step: (by) => toCaptions(stepped(keptCaptionOffset(id), by, captionOffsets)),
      reset: () => void toCaptions(0),
    },
    sound: isDash()
      ? {
          seconds: sound,
          step: (by) => toSound(stepped(keptSoundOffset(), by, soundOffsets)),
          reset: () => void toSound(0),
        }
      : undefined,
  };
}
