import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Player } from '../../../player/index.ts';
import { isTaken, type Wish, wishOf } from './keys.ts';
import type { Sound } from './use-sound.ts';

interface Wishes {
  readonly room: RefObject<HTMLElement | null>;
  readonly keys: RefObject<HTMLDialogElement | null>;
  readonly player: Player | undefined;
  readonly sound: Sound;
  /** Given while the browser wants a click or a key before it plays. */
  readonly begin: (() => void) | undefined;
}

/** Does what keys, buttons and fingers ask. */
export function useWishes(wishes: Wishes): (wish: Wish) => void {
  const now = useRef(wishes);
  now.current = wishes;
  const lastCaption = useRef<string | undefined>(undefined);

  function grant(wish: Wish): void {
    const { sound, keys, room } = now.current;
    switch (wish.kind) {
      case 'help':
        keys.current?.showModal();
        break;
      case 'full':
        toggleFull(room.current).catch(() => undefined);
        break;
      case 'mute':
        sound.toggle();
        break;
      case 'louder':
        sound.set(sound.volume + wish.by);
        break;
      default:
        if (now.current.player !== undefined) ofPlayer(wish, now.current.player);
    }
  }

  function ofPlayer(wish: Wish, player: Player): void {
    const { state } = player;
    if (wish.kind === 'skip') player.seek(state.time + wish.seconds);
    else if (wish.kind === 'part') player.seek(state.duration * wish.part);
    else if (wish.kind === 'captions') turnCaptions(player);
    else if (now.current.begin !== undefined) now.current.begin();
    else if (state.phase === 'paused' || state.phase === 'ended') void player.play();
    else player.pause();
  }

  /** On again in the language that was on before, else in the first. */
  function turnCaptions({ state, chooseCaption }: Player): void {
    if (state.caption !== undefined) lastCaption.current = state.caption;
    const wanted = state.captions.find(({ id }) => id === lastCaption.current) ?? state.captions[0];
    chooseCaption(state.caption === undefined ? wanted?.id : undefined);
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const wish = wishOf(event);
      if (wish === undefined || isTaken(event.key, event.target)) return;
      event.preventDefault();
      grant(wish);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);

  return grant;
}

/** The whole room goes full, so that the controls come with it; a telephone that can only show its own player does. */
async function toggleFull(room: HTMLElement | null): Promise<void> {
  if (document.fullscreenElement !== null) return document.exitFullscreen();
  if (room === null) return;
  if (typeof room.requestFullscreen === 'function') return room.requestFullscreen();
  const video = room.querySelector('video') as (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null;
  video?.webkitEnterFullscreen?.();
}
