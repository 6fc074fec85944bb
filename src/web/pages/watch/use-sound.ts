import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export interface Sound {
  /** 0 to 1. */
  readonly volume: number;
  readonly muted: boolean;
  readonly set: (volume: number) => void;
  readonly toggle: () => void;
}

const key = 'bijou.volume';

/** The video element's own volume, kept from film to film. */
export function useSound(video: RefObject<HTMLVideoElement | null>): Sound {
  const [sound, setSound] = useState({ volume: 1, muted: false });
  useEffect(() => {
    const element = video.current;
    if (element === null) return;
    const stored = Number.parseFloat(localStorage.getItem(key) ?? '1');
    element.volume = Number.isFinite(stored) ? Math.max(0, Math.min(1, stored)) : 1;
    const update = () => {
      setSound({ volume: element.volume, muted: element.muted || element.volume === 0 });
      localStorage.setItem(key, String(element.volume));
    };
    update();
    element.addEventListener('volumechange', update);
    return () => element.removeEventListener('volumechange', update);
  }, [video]);

  return {
    ...sound,
    set: (volume) => {
      if (video.current === null) return;
      video.current.volume = Math.max(0, Math.min(1, volume));
      video.current.muted = false;
    },
    toggle: () => {
      const element = video.current;
      if (element === null) return;
      if (element.muted || element.volume === 0) {
        element.muted = false;
        if (element.volume === 0) element.volume = 0.5;
      } else {
        element.muted = true;
      }
    },
  };
}
