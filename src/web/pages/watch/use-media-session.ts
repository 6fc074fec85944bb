import { useEffect, useRef } from 'preact/hooks';
import type { Player, PlayerState } from '../../../player/index.ts';
import { words } from '../../words/index.ts';
import { jumpSeconds } from './keys.ts';

interface Outside {
  readonly state: PlayerState;
  readonly player: Player | undefined;
  readonly series: string | undefined;
  readonly next: (() => void) | undefined;
}

/** Tells the system what plays, where it is, and does what its buttons ask: a headset's, a keyboard's, a lock screen's. */
export function useMediaSession(outside: Outside): void {
  const now = useRef(outside);
  now.current = outside;
  const { state, series } = outside;
  const session = typeof navigator === 'object' && 'mediaSession' in navigator ? navigator.mediaSession : undefined;

  useEffect(() => {
    if (session === undefined || state.name === undefined) return;
    const picture = state.artwork?.poster ?? state.artwork?.backdrop;
    session.metadata = new MediaMetadata({
      title: state.name,
      artist: series ?? words.name,
      artwork: (picture?.sizes ?? []).map(({ address, width, height, type }) => ({
        src: new URL(address, location.href).href,
        sizes: `${width}x${height}`,
        type,
      })),
    });
    return () => {
      session.metadata = null;
    };
  }, [state.name, state.artwork, series]);

  useEffect(() => {
    if (session === undefined) return;
    session.playbackState = state.phase === 'paused' ? 'paused' : state.shown ? 'playing' : 'none';
  }, [state.phase, state.shown]);

  const second = Math.floor(state.time);
  useEffect(() => {
    const { duration, time, speed } = now.current.state;
    if (session === undefined || !(duration > 0)) return;
    session.setPositionState({ duration, position: Math.max(0, Math.min(time, duration)), playbackRate: speed });
  }, [second, state.duration, state.speed]);

  useEffect(() => {
    if (session === undefined) return;
    const seek = (time: number) => now.current.player?.seek(time);
    const actions: readonly (readonly [MediaSessionAction, MediaSessionActionHandler | null])[] = [
      ['play', () => void now.current.player?.play()],
      ['pause', () => now.current.player?.pause()],
      ['seekbackward', ({ seekOffset }) => seek(now.current.state.time - (seekOffset ?? jumpSeconds))],
      ['seekforward', ({ seekOffset }) => seek(now.current.state.time + (seekOffset ?? jumpSeconds))],
      ['seekto', ({ seekTime }) => seekTime !== undefined && seekTime !== null && seek(seekTime)],
      ['nexttrack', outside.next === undefined ? null : () => now.current.next?.()],
    ];
    for (const [action, handler] of actions) handle(session, action, handler);
    return () => {
      for (const [action] of actions) handle(session, action, null);
    };
  }, [outside.next === undefined]);
}

/** Browsers know different actions, and throw at the others. */
function handle(session: MediaSession, action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // This browser has no such button.
  }
}
