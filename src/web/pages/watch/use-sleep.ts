import { useEffect, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';

/** Minutes, or at the end of the film. */
export type SleepChoice = number | 'end';

export const sleepChoices: readonly SleepChoice[] = [15, 30, 45, 60, 90, 'end'];

export interface Sleep {
  readonly choice: SleepChoice | undefined;
  /** Seconds until it stops; undefined where no minutes were chosen. */
  readonly left: number | undefined;
  /** True from when it has stopped the film until something is chosen or the film goes on. */
  readonly over: boolean;
  readonly choose: (choice: SleepChoice | undefined) => void;
}

/** Stops the film after some minutes, whether it plays or waits. The end of the film stops by itself. */
export function useSleep(pause: () => void, playing: boolean): Sleep {
  const [choice, setChoice] = useState<SleepChoice>();
  const [until, setUntil] = useState<number>();
  const [left, setLeft] = useState<number>();
  const [over, setOver] = useState(false);

  useEffect(() => {
    setLeft(undefined);
    if (until === undefined) return;
    const end = new AbortController();
    async function count(at: number): Promise<void> {
      for (;;) {
        const seconds = Math.max(0, Math.ceil((at - systemClock.now()) / 1000));
        setLeft(seconds);
        if (seconds === 0) break;
        await systemClock.sleep(Math.min(1000, at - systemClock.now()), end.signal);
      }
      setChoice(undefined);
      setUntil(undefined);
      setOver(true);
      pause();
    }
    count(until).catch(() => undefined);
    return () => end.abort(new Error('Chosen anew'));
  }, [until]);

  useEffect(() => {
    if (playing) setOver(false);
  }, [playing]);

  return {
    choice,
    left,
    over,
    choose(next) {
      setOver(false);
      setChoice(next);
      setUntil(typeof next === 'number' ? systemClock.now() + next * 60_000 : undefined);
    },
  };
}
