import { useRef, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';

/** Jumps within this time are one, which grows. */
const togetherMs = 900;

export interface Jump {
  /** All jumps that belong together, in seconds of the film. */
  readonly seconds: number;
  /** Changes with each jump, so that the ripple begins anew. */
  readonly key: number;
}

/** Adds up jumps that follow one another to one side: ten seconds, twenty, thirty. */
export function useJumps(): { readonly jump: Jump | undefined; readonly note: (seconds: number) => void } {
  const [jump, setJump] = useState<Jump>();
  const timer = useRef(new AbortController());
  return {
    jump,
    note(seconds) {
      timer.current.abort();
      timer.current = new AbortController();
      setJump((before) => {
        const together = before !== undefined && Math.sign(before.seconds) === Math.sign(seconds);
        return { seconds: together ? before.seconds + seconds : seconds, key: (before?.key ?? 0) + 1 };
      });
      systemClock.sleep(togetherMs, timer.current.signal).then(
        () => setJump(undefined),
        () => undefined,
      );
    },
  };
}
