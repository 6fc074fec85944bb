import { useEffect, useRef, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';

const showMs = 1_500;

/** What was just done, as a word: shown for a moment and said to those who listen. */
export interface Announcement {
  readonly text: string;
  readonly announce: (text: string, forMs?: number) => void;
}

export function useAnnouncement(): Announcement {
  const [text, setText] = useState('');
  const timer = useRef(new AbortController());
  useEffect(() => () => timer.current.abort(), []);
  return {
    text,
    announce(next, forMs = showMs) {
      setText(next);
      timer.current.abort();
      timer.current = new AbortController();
      systemClock.sleep(forMs, timer.current.signal).then(
        () => setText(''),
        () => undefined,
      );
    },
  };
}
