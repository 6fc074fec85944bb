import './watch.css';
import { useEffect, useRef } from 'preact/hooks';
import { words } from '../../words/index.ts';
import { Controls } from './controls.tsx';
import { Curtain, isOpen } from './curtain.tsx';
import { useGestures } from './gestures.ts';
import { KeySheet } from './key-sheet.tsx';
import { useAwake } from './use-awake.ts';
import { useScreening } from './use-player.ts';
import { useSound } from './use-sound.ts';
import { useWishes } from './use-wishes.ts';
import { VerdictOn } from './verdict.tsx';

/** A film, and nothing over it but what was asked for. */
export function Watch({ id, at }: { readonly id: string; readonly at: number | undefined }) {
  const room = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const keys = useRef<HTMLDialogElement>(null);
  const screening = useScreening(video, { id, at });
  const { state, player } = screening;
  const sound = useSound(video);
  const shown = isOpen(screening);
  const awake = useAwake(room, state.phase === 'playing' && shown);
  const wish = useWishes({ room, keys, player, sound, begin: screening.asksForClick ? screening.begin : undefined });
  useGestures(video, { wish, show: awake.show, hide: awake.hide });

  useEffect(() => {
    document.title = state.name === undefined ? words.name : `${state.name} · ${words.name}`;
  }, [state.name]);

  return (
    <main class="watch" ref={room} data-awake={awake.on || !shown} data-phase={state.phase}>
      {/* Captions are tracks that the player adds. */}
      {/* biome-ignore lint/a11y/useMediaCaption: see above */}
      <video ref={video} class="watch-video" playsInline tabIndex={-1} />
      <Curtain id={id} screening={screening} />
      {state.phase === 'failed' || state.phase === 'ended' ? (
        <VerdictOn screening={screening} />
      ) : (
        <Controls state={state} player={player} wish={wish} sound={sound} covered={!shown} />
      )}
      <KeySheet sheet={keys} />
    </main>
  );
}
