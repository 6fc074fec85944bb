import { useEffect, useRef, useState } from 'preact/hooks';
import type { Player, PlayerState } from '../../../player/index.ts';
import { clockTime } from '../../format.ts';
import { Icon } from '../../parts/icon.tsx';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';
import type { Wish } from './keys.ts';
import { SettingSheet } from './setting-sheet.tsx';
import { Timeline } from './timeline.tsx';
import type { Sound } from './use-sound.ts';

interface ControlsProps {
  readonly state: PlayerState;
  readonly player: Player | undefined;
  readonly wish: (wish: Wish) => void;
  readonly sound: Sound;
  /** The curtain is closed: only the way back is shown. */
  readonly covered: boolean;
}

/** All there is over a film: the way back and its name above; one line and a row of buttons below. */
export function Controls({ state, player, wish, sound, covered }: ControlsProps) {
  const sheet = useRef<HTMLDialogElement>(null);
  return (
    <>
      <header class="over-top">
        <a class="button-icon" href={addressOf.home} aria-label={words.watch.back}>
          <Icon name="left" />
        </a>
        {!covered && <h1>{state.name}</h1>}
      </header>
      {!covered && (
        <div class="over-bottom">
          <p class="over-word" role="status">
            {state.outage ? words.watch.outage : ''}
          </p>
          <Timeline state={state} onSeek={(time) => player?.seek(time)} />
          <div class="over-row">
            <PlayButton state={state} wish={wish} />
            <Press label={words.watch.backTen} icon="back" onPress={() => wish({ kind: 'skip', seconds: -10 })} />
            <Press label={words.watch.onTen} icon="on" onPress={() => wish({ kind: 'skip', seconds: 10 })} />
            <Volume sound={sound} wish={wish} />
            <p class="over-time">
              <span>{clockTime(state.time)}</span>
              <span aria-hidden="true"> / </span>
              <span>{clockTime(state.duration)}</span>
            </p>
            <span class="over-space" />
            {state.captions.length > 0 && (
              <Press
                label={words.watch.captions}
                icon="captions"
                pressed={state.caption !== undefined}
                onPress={() => wish({ kind: 'captions' })}
              />
            )}
            <Press label={words.watch.settings} icon="settings" onPress={() => sheet.current?.showModal()} />
            <Press label={words.watch.keys} icon="keys" place="keys" onPress={() => wish({ kind: 'help' })} />
            <FullButton wish={wish} />
          </div>
        </div>
      )}
      {state.phase === 'waiting' && !covered && (
        <div class="over-waiting" role="status">
          <span class="unseen">{words.watch.waiting}</span>
        </div>
      )}
      <SettingSheet sheet={sheet} state={state} player={player} />
    </>
  );
}

function PlayButton({ state, wish }: Pick<ControlsProps, 'state' | 'wish'>) {
  const still = state.phase === 'paused';
  return (
    <button
      type="button"
      class="button-icon over-play"
      aria-label={still ? words.watch.play : words.watch.pause}
      onClick={() => wish({ kind: 'toggle' })}
    >
      <Icon name={still ? 'play' : 'pause'} solid={still} />
    </button>
  );
}

function Volume({ sound, wish }: Pick<ControlsProps, 'sound' | 'wish'>) {
  const level = sound.muted ? 0 : sound.volume;
  return (
    <div class="over-volume">
      <button
        type="button"
        class="button-icon"
        aria-label={sound.muted ? words.watch.unmute : words.watch.mute}
        onClick={() => wish({ kind: 'mute' })}
      >
        <Icon name={sound.muted ? 'muted' : 'volume'} />
      </button>
      <input
        type="range"
        class="line"
        data-keys="own"
        aria-label={words.watch.volume}
        min="0"
        max="1"
        step="0.05"
        value={level}
        style={{ '--part': String(level) }}
        onInput={(event) => sound.set(Number(event.currentTarget.value))}
      />
    </div>
  );
}

function FullButton({ wish }: Pick<ControlsProps, 'wish'>) {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const update = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', update);
    return () => document.removeEventListener('fullscreenchange', update);
  }, []);
  const label = full ? words.watch.notFull : words.watch.full;
  return <Press label={label} icon={full ? 'notFull' : 'full'} onPress={() => wish({ kind: 'full' })} />;
}

function Press(props: {
  readonly label: string;
  readonly icon: Parameters<typeof Icon>[0]['name'];
  readonly onPress: () => void;
  readonly pressed?: boolean;
  readonly place?: string;
}) {
  return (
    <button
      type="button"
      class={props.place === undefined ? 'button-icon' : `button-icon over-${props.place}`}
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      onClick={props.onPress}
    >
      <Icon name={props.icon} />
    </button>
  );
}
