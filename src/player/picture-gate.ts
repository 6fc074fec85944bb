import { type Clock, condition } from '../kit/index.ts';

/**
 * Between a segment of pictures and the next: that is asked for once the one before lies where the screen finds it.
 * Shaka asks a little earlier, and a better rung that is chosen in that moment would have it throw away what has come.
 */
export interface PictureGate {
  /** So many bytes of the segment on its way are still to come. */
  coming(bytes: number): void;
  readonly left: number;
  /** A segment has come. */
  delivered(): void;
  /** It lies where the screen finds it. */
  appended(): void;
  /** Resolves when the next may be asked for; never rejects. */
  open(signal: AbortSignal): Promise<void>;
}

/** What Shaka takes but never shows, as after a seek, holds up the next no longer than this. */
const patienceMs = 100;

export function pictureGate(clock: Clock): PictureGate {
  const moved = condition();
  let isUnderWay = false;
  let left = 0;

  function pass(): void {
    isUnderWay = false;
    moved.notify();
  }

  return {
    coming(bytes) {
      left = bytes;
    },
    get left() {
      return left;
    },
    delivered() {
      left = 0;
      isUnderWay = true;
    },
    appended: pass,
    async open(signal) {
      if (!isUnderWay) return;
      const over = new AbortController();
      clock.sleep(patienceMs, over.signal).then(pass, () => undefined);
      await moved.until(() => !isUnderWay, signal).catch(() => undefined);
      over.abort();
    },
  };
}
