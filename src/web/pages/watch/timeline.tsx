import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlayerState } from '../../../player/index.ts';
import { holdEvent, isTelevision, letGoEvent } from '../../components/own-keys.ts';
import { clockLength, clockTime } from '../../format.ts';
import { words } from '../../words/index.ts';
import type { Thumbs } from './use-thumbs.ts';

interface TimelineProps {
  readonly state: PlayerState;
  readonly thumbs: Thumbs | undefined;
  /** Where a hand holds the thumb, or a finger on the picture has been drawn to; undefined while none does. */
  readonly place: number | undefined;
  readonly onHold: (time: number | undefined) => void;
  readonly onSeek: (time: number) => void;
}

/** With an arrow key, and with it held down. */
const stepSeconds = 5;
const longStepSeconds = 15;
/** A jump of the time that playing does not explain. */
const jumpSeconds = 2.5;

/**
 * The one line: what has played, what is here, chapters as ticks, and a picture over the pointer or the finger. It runs
 * from left to right in every language: so do the film's own pictures.
 */
export function Timeline(props: TimelineProps) {
  const { state, thumbs, place, onHold, onSeek } = props;
  const now = useRef(props);
  now.current = props;
  const input = useRef<HTMLInputElement>(null);
  const [focused, setFocused] = useState(false);
  // While it has the focus it says where one goes, not each second that passes.
  const announcedTime = useRef(state.time);
  const last = useRef(state.time);
  const { duration, buffered, chapters } = state;
  const [over, setOver] = useState<number>();
  const time = place ?? state.time;
  const part = (seconds: number) => (duration > 0 ? Math.max(0, Math.min(1, seconds / duration)) : 0);
  const shown = place ?? over;

  const isJump = Math.abs(state.time - last.current) > jumpSeconds;
  if (!focused || place !== undefined || isJump) announcedTime.current = time;
  last.current = state.time;

  function onMove(event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
    if (event.pointerType !== 'mouse') return;
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * duration;
    thumbs?.want(at);
    setOver(at);
  }

  // On a television OK takes hold of the thumb, and OK again or Back lets it go: there or here.
  useEffect(() => {
    const element = input.current;
    const end = new AbortController();
    element?.addEventListener(holdEvent, () => now.current.onHold(now.current.state.time), { signal: end.signal });
    element?.addEventListener(letGoEvent, (event) => letGo((event as CustomEvent<boolean>).detail), {
      signal: end.signal,
    });
    return () => end.abort();
  }, []);

  function onKeyDown(event: KeyboardEvent): void {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (isTelevision()) {
      if (input.current?.dataset.held === undefined) return;
      if (by === undefined && event.key.startsWith('Arrow')) event.preventDefault();
    }
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const to = Math.max(
      0,
      Math.min(duration, (place ?? state.time) + by * (event.repeat ? longStepSeconds : stepSeconds)),
    );
    thumbs?.want(to);
    onHold(to);
  }

  function letGo(kept: boolean): void {
    const { place: at, ...then } = now.current;
    if (at === undefined) return;
    then.onHold(undefined);
    if (kept) then.onSeek(at);
  }

  return (
    <div class="timeline" onPointerMove={onMove} onPointerLeave={() => setOver(undefined)}>
      <div class="timeline-rail" aria-hidden="true">
        {buffered.map(({ start, end }) => (
          <span
            key={start}
            class="timeline-here"
            style={{ left: percent(part(start)), width: percent(part(end) - part(start)) }}
          />
        ))}
        <span class="timeline-played" style={{ width: percent(part(time)) }} />
        {chapters
          .filter(({ start }) => start > 0 && start < duration)
          .map(({ start }) => (
            <span key={start} class="timeline-tick" style={{ left: percent(part(start)) }} />
          ))}
      </div>
      <input
        ref={input}
        type="range"
        class="timeline-input"
        dir="ltr"
        aria-label={words.watch.seek}
        aria-valuetext={valueText(state, announcedTime.current)}
        min="0"
        max={duration || 1}
        step="any"
        value={time}
        onKeyDown={onKeyDown}
        onKeyUp={() => isTelevision() || letGo(true)}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          letGo(!isTelevision());
        }}
        onInput={(event) => {
          const at = Number(event.currentTarget.value);
          thumbs?.want(at);
          onHold(at);
        }}
        onChange={(event) => {
          onHold(undefined);
          onSeek(Number(event.currentTarget.value));
        }}
      />
      <span class="timeline-thumb" aria-hidden="true" style={{ left: percent(part(time)) }} />
      {focused && shown === undefined && isTelevision() && <p class="timeline-hint">{words.watch.seekHint}</p>}
      {shown !== undefined && <Bubble state={state} time={shown} part={part(shown)} thumbs={thumbs} />}
    </div>
  );
}

function Bubble(props: {
  readonly state: PlayerState;
  readonly time: number;
  readonly part: number;
  readonly thumbs: Thumbs | undefined;
}) {
  const { state, time, part, thumbs } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current !== null) thumbs?.draw(canvas.current, time);
  }, [time, thumbs]);
  return (
    <output
      class={thumbs ? 'timeline-bubble timeline-bubble-wide' : 'timeline-bubble'}
      aria-hidden="true"
      style={{ '--at': String(part) }}
    >
      {thumbs !== undefined && <canvas ref={canvas} width={thumbs.width} height={thumbs.height} />}
      <span class="timeline-time">{clockTime(time)}</span>
      <span class="timeline-chapter">{chapterAt(state, time)}</span>
    </output>
  );
}

function chapterAt({ chapters }: PlayerState, time: number): string | undefined {
  return chapters.find(({ start, end }) => time >= start && time < end)?.name;
}

function valueText(state: PlayerState, time: number): string {
  const chapter = chapterAt(state, time);
  const [now, all] = [clockTime(time), clockLength(state.duration)];
  return chapter === undefined ? words.watch.at(now, all) : words.watch.atChapter(now, all, chapter);
}

function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}
