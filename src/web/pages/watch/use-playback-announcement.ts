import { useEffect, useRef, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';
import type { PlayerState } from '../../../player/index.ts';
import { clockLength, clockTime } from '../../format.ts';
import { words } from '../../words/index.ts';

/** What follows within this time is one thing: a seek that goes on, a wait between two pictures. */
const settleMs = 600;

/**
 * What is seen by itself, for those who listen: that the film plays or stands, and where a seek has led. Said once it
 * has settled, so that holding a key or drawing a finger says one place, not all on the way.
 */
export function usePlaybackAnnouncement(state: PlayerState): string {
  const [text, setText] = useState('');
  const before = useRef(state);
  const timer = useRef(new AbortController());
  const moves = useRef(false);
  useEffect(() => () => timer.current.abort(), []);
  useEffect(() => {
    const last = before.current;
    before.current = state;
    const announcement = changeOf(last, { now: state, moved: moves.current });
    if (state.phase === 'playing') moves.current = true;
    if (state.phase === 'paused') moves.current = false;
    if (announcement === undefined) return;
    timer.current.abort();
    timer.current = new AbortController();
    systemClock.sleep(settleMs, timer.current.signal).then(
      () => setText(announcement(before.current)),
      () => undefined,
    );
  }, [state]);
  return text;
}

/** A jump of the time that playing does not explain. States come at least twice a second. */
const jumpSeconds = 2.5;

/** What is to be said once it has settled; undefined where nothing has changed that is heard. */
export function changeOf(
  before: PlayerState,
  { now, moved }: { readonly now: PlayerState; readonly moved: boolean },
): ((state: PlayerState) => string) | undefined {
  if (!now.shown || before.title !== now.title) return undefined;
  if (now.phase === 'paused' && (moved || before.phase !== 'paused')) return phaseText;
  if (now.phase === 'playing' && !moved) return phaseText;
  const isJump = before.shown && Math.abs(now.time - before.time) > jumpSeconds * Math.max(1, now.speed);
  // The line says its own places while it has the focus.
  if (isJump && !document.activeElement?.matches('.timeline-input')) return placeText;
  return undefined;
}

function phaseText({ phase }: PlayerState): string {
  return phase === 'paused' ? words.watch.paused : words.watch.playing;
}

function placeText({ time, duration }: PlayerState): string {
  return words.watch.at(clockTime(time), clockLength(duration));
}
