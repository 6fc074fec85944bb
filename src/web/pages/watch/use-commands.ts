import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Player } from '../../../player/index.ts';
import { captionFor } from './choose-tracks.ts';
import { type Command, commandOf, isTaken, type SheetName } from './keys.ts';
import { toggleFull, toggleSmall } from './screens.ts';
import { speeds } from './speeds.ts';
import { keepChoice, readers } from './store.ts';
import type { Offsets } from './use-offsets.ts';
import type { Sound } from './use-sound.ts';

export interface CommandTargets {
  readonly room: RefObject<HTMLElement | null>;
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly player: Player | undefined;
  readonly sound: Sound;
  /** Given while the browser wants a click or a key before it plays. */
  readonly begin: (() => void) | undefined;
  readonly offsets: Offsets;
  readonly openSheet: (name: SheetName) => void;
  readonly leave: () => void;
  /** Given while there is an opening to skip, or an episode to go on to. */
  readonly skipOpening: (() => void) | undefined;
  readonly next: (() => void) | undefined;
  readonly wake: () => void;
  /** Announces what was done, and shows it for a moment. */
  readonly announce: (command: Command) => void;
}

/** A picture's time, where it is not known: a film has at least 24 a second. */
const pictureSeconds = 1 / 24;

/** Does what keys, buttons and fingers ask. */
export function useCommands(targets: CommandTargets): (command: Command) => void {
  const now = useRef(targets);
  now.current = targets;
  const lastCaption = useRef<string | undefined>(undefined);

  function dispatch(command: Command): void {
    const { sound, room, video, player } = now.current;
    switch (command.kind) {
      case 'sheet':
        now.current.openSheet(command.sheet);
        break;
      case 'leave':
        now.current.leave();
        break;
      case 'controls':
        enterControls();
        break;
      case 'full':
        toggleFull(room.current).catch(() => undefined);
        break;
      case 'small':
        toggleSmall(video.current).catch(() => undefined);
        break;
      case 'skip-opening':
        now.current.skipOpening?.();
        break;
      case 'next':
        now.current.next?.();
        break;
      case 'mute':
        sound.toggle();
        break;
      case 'louder':
        sound.set(sound.volume + command.by);
        break;
      case 'captions-later':
        now.current.offsets.captions.step(command.by);
        break;
      case 'sound-later':
        now.current.offsets.sound?.step(command.by);
        break;
      case 'faster':
        if (video.current !== null) video.current.playbackRate = stepSpeed(video.current.playbackRate, command.by);
        break;
      default:
        if (player !== undefined) dispatchToPlayer(command, player);
    }
    now.current.announce(command);
  }

  function dispatchToPlayer(command: Command, player: Player): void {
    const { state } = player;
    if (command.kind === 'jump') player.seek(state.time + command.seconds);
    else if (command.kind === 'part') player.seek(state.duration * command.part);
    else if (command.kind === 'picture' && state.phase === 'paused')
      player.seek(state.time + command.by * pictureSeconds);
    else if (command.kind === 'captions') turnCaptions(player);
    else if (command.kind !== 'toggle') return;
    else if (now.current.begin !== undefined) now.current.begin();
    else if (state.phase === 'paused' || state.phase === 'ended') void player.play();
    else player.pause();
  }

  /** On again in the language that was on before, else in the one that is read best. */
  function turnCaptions({ state, chooseCaption }: Player): void {
    if (state.caption !== undefined) lastCaption.current = state.caption;
    const heard = state.sounds.find(({ id }) => id === state.sound)?.language;
    const wants = { last: lastCaption.current, readers: readers(), heard };
    const next = state.caption === undefined ? captionFor(state.captions, wants) : undefined;
    keepChoice('caption', next?.language);
    chooseCaption(next?.id);
  }

  /** From the film to its controls: to the one that plays and pauses. */
  function enterControls(): void {
    now.current.wake();
    now.current.room.current?.querySelector<HTMLElement>('.over-play')?.focus();
  }

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = commandOf(event);
      if (command === undefined || isTaken(event.key, event.target)) return;
      // Before the house's own arrows: on the film they are for the film.
      event.preventDefault();
      dispatch(command);
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, []);

  return dispatch;
}

function stepSpeed(speed: number, by: 1 | -1): number {
  const at = speeds.findIndex((one) => one >= speed - 0.01);
  return speeds[Math.max(0, Math.min(speeds.length - 1, (at === -1 ? speeds.length - 1 : at) + by))] ?? 1;
}
