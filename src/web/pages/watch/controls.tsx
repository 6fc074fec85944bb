import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PlayerState } from '../../../player/index.ts';
import { Icon, type IconName } from '../../components/icon.tsx';
import { clockLength, clockTime, percent } from '../../format.ts';
import { shownName } from '../../names.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';
import type { Command } from './keys.ts';
import { hasSmall } from './screens.ts';
import { Timeline } from './timeline.tsx';
import type { Sound } from './use-sound.ts';
import type { Thumbs } from './use-thumbs.ts';

interface ControlsProps {
  readonly id: string;
  readonly state: PlayerState;
  readonly dispatch: (command: Command) => void;
  readonly sound: Sound;
  readonly thumbs: Thumbs | undefined;
  readonly dragged: number | undefined;
  readonly onSeek: (time: number) => void;
  /** Over the name: the series, the season and the episode. */
  readonly over: string | undefined;
  /** The poster is shown: only the way back is. */
  readonly covered: boolean;
  readonly canGoOn: boolean;
  /** What stands above the line: an opening to skip. */
  readonly children?: ComponentChildren;
}

/**
 * All there is over a film: the way back and its name above; one line and a row of buttons below. What is below runs
 * from left to right in every language, as the film does: forward is where the line goes.
 */
export function Controls(props: ControlsProps) {
  const { state, dispatch, covered } = props;
  /** Where the line's thumb is held, before it is let go. */
  const [held, setHeld] = useState<number>();
  const place = held ?? props.dragged;
  return (
    <>
      <header class="over over-top">
        <a
          class="button-icon"
          href={addressOf.title(props.id)}
          aria-label={words.watch.back}
          title={words.watch.back}
          onClick={(event) => {
            event.preventDefault();
            dispatch({ kind: 'leave' });
          }}
        >
          <Icon name="left" />
        </a>
        {!covered && (
          <div class="over-name">
            {props.over !== undefined && <p>{props.over}</p>}
            <h1>{state.name !== undefined && shownName(state.name)}</h1>
          </div>
        )}
      </header>
      {!covered && (
        <section class="over over-bottom" dir="ltr" aria-label={words.watch.controls}>
          <div class="over-above">{props.children}</div>
          <div class="over-line">
            <Timeline state={state} thumbs={props.thumbs} place={place} onHold={setHeld} onSeek={props.onSeek} />
          </div>
          <Row {...props} time={place ?? state.time} />
        </section>
      )}
    </>
  );
}

function Row({ state, dispatch, sound, canGoOn, time }: ControlsProps & { readonly time: number }) {
  const still = state.phase === 'paused' || state.phase === 'ended';
  const captionsOn = state.caption !== undefined;
  return (
    <div class="over-row">
      <div class="over-main">
        <Press label={words.watch.backTen} icon="back" tens onPress={() => dispatch({ kind: 'jump', seconds: -10 })} />
        <Press
          label={still ? words.watch.play : words.watch.pause}
          icon={still ? 'play' : 'pause'}
          place="play"
          solid
          onPress={() => dispatch({ kind: 'toggle' })}
        />
        <Press label={words.watch.onTen} icon="on" tens onPress={() => dispatch({ kind: 'jump', seconds: 10 })} />
      </div>
      <Volume sound={sound} dispatch={dispatch} />
      <p class="over-time">
        <span>{clockTime(time)}</span> <span aria-hidden="true">/</span> <span>{clockLength(state.duration)}</span>
      </p>
      <span class="over-space" />
      {canGoOn && <Press label={words.watch.next.name} icon="next" onPress={() => dispatch({ kind: 'next' })} />}
      {state.captions.length > 0 && (
        <Press
          label={words.watch.captions}
          icon="captions"
          pressed={captionsOn}
          onPress={() => dispatch({ kind: 'captions' })}
        />
      )}
      <Press
        label={words.watch.settings}
        icon="settings"
        onPress={() => dispatch({ kind: 'sheet', sheet: 'settings' })}
      />
      {hasSmall() && (
        <Press label={words.watch.small} icon="small" place="small" onPress={() => dispatch({ kind: 'small' })} />
      )}
      <FullButton dispatch={dispatch} />
    </div>
  );
}

function Volume({ sound, dispatch }: Pick<ControlsProps, 'sound' | 'dispatch'>) {
  const level = sound.muted ? 0 : sound.volume;
  return (
    <div class="over-volume">
      <Press
        label={sound.muted ? words.watch.unmute : words.watch.mute}
        icon={sound.muted ? 'muted' : 'volume'}
        onPress={() => dispatch({ kind: 'mute' })}
      />
      <input
        type="range"
        class="line"
        aria-label={words.watch.volume}
        aria-valuetext={percent(level)}
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

function FullButton({ dispatch }: Pick<ControlsProps, 'dispatch'>) {
  const [full, setFull] = useState(false);
  useEffect(() => {
    const update = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', update);
    return () => document.removeEventListener('fullscreenchange', update);
  }, []);
  const label = full ? words.watch.notFull : words.watch.full;
  return <Press label={label} icon={full ? 'notFull' : 'full'} onPress={() => dispatch({ kind: 'full' })} />;
}

function Press(props: {
  readonly label: string;
  readonly icon: IconName;
  readonly onPress: () => void;
  readonly pressed?: boolean;
  readonly place?: string;
  readonly solid?: boolean;
  readonly tens?: boolean;
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
      <Icon name={props.icon} solid={props.solid ?? false} />
      {props.tens && (
        <span class="over-tens" aria-hidden="true">
          10
        </span>
      )}
    </button>
  );
}
