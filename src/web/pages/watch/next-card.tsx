import { useEffect, useRef, useState } from 'preact/hooks';
import type { TitleCard } from '../../../contracts/catalog/index.ts';
import { systemClock } from '../../../kit/index.ts';
import { Icon } from '../../components/icon.tsx';
import { Still } from '../../components/still.tsx';
import { count } from '../../format.ts';
import { words } from '../../words/index.ts';

interface NextProps {
  readonly card: TitleCard;
  /** Seconds until it begins by itself. */
  readonly left: number;
  readonly onPlay: () => void;
  readonly onStay: () => void;
}

/** The episode after this one, with what is left until it begins. */
export function NextCard({ card, left, onPlay, onStay }: NextProps) {
  const { series } = card;
  const play = useRef<HTMLButtonElement>(null);
  // Said once: a countdown that is read out second by second says nothing else.
  const [told, setTold] = useState('');
  useEffect(() => {
    setTold(words.watch.next.told(card.name, count(Math.ceil(left))));
    if (document.activeElement?.closest('dialog, .curious') === null) play.current?.focus();
  }, [card.id]);
  return (
    <section class="aside next" aria-label={words.watch.next.name}>
      <Still id={card.id} name={card.name} artwork={card.artwork} sizes="20rem" class="next-still" />
      <div class="next-text">
        <p class="unseen" role="status">
          {told}
        </p>
        <p class="next-over" role="timer">
          {words.watch.next.in(count(Math.ceil(left)))}
        </p>
        <h2>{card.name}</h2>
        {series !== undefined && <p>{words.watch.next.place(count(series.season), count(series.episode))}</p>}
        <div class="next-do">
          <button ref={play} type="button" class="button" onClick={onPlay}>
            <Icon name="play" solid />
            {words.watch.next.play}
          </button>
          <button type="button" class="button button-quiet" onClick={onStay}>
            {words.watch.next.stay}
          </button>
        </div>
      </div>
    </section>
  );
}

/** Seconds that one has to decide once the film is over. */
export const decideSeconds = 8;

/** Counts down from `decideSeconds` while `on`, then calls. */
export function useCountdown(on: boolean, then: () => void): number {
  const [left, setLeft] = useState(decideSeconds);
  useEffect(() => {
    setLeft(decideSeconds);
    if (!on) return;
    const end = new AbortController();
    async function count(): Promise<void> {
      for (let seconds = decideSeconds; seconds > 0; seconds -= 1) {
        setLeft(seconds);
        await systemClock.sleep(1000, end.signal);
      }
      then();
    }
    count().catch(() => undefined);
    return () => end.abort(new Error('Decided'));
  }, [on]);
  return left;
}
