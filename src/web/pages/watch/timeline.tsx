import { useState } from 'preact/hooks';
import type { PlayerState } from '../../../player/index.ts';
import { clockTime } from '../../format.ts';
import { words } from '../../words/index.ts';

/** The one line: what has played, what is here, chapters as ticks, and a bubble over the pointer or the finger. */
export function Timeline({ state, onSeek }: { readonly state: PlayerState; readonly onSeek: (time: number) => void }) {
  const { duration, buffered, chapters } = state;
  /** Where the thumb is held, before it is let go. */
  const [held, setHeld] = useState<number>();
  const [over, setOver] = useState<number>();
  const time = held ?? state.time;
  const part = (seconds: number) => (duration > 0 ? Math.max(0, Math.min(1, seconds / duration)) : 0);
  const shown = held ?? over;

  function onMove(event: PointerEvent & { readonly currentTarget: HTMLElement }): void {
    if (event.pointerType !== 'mouse') return;
    const box = event.currentTarget.getBoundingClientRect();
    setOver(Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * duration);
  }

  return (
    <div class="timeline" onPointerMove={onMove} onPointerLeave={() => setOver(undefined)}>
      <div class="timeline-rail" aria-hidden="true">
        {buffered.map(({ start, end }) => (
          <span
            key={start}
            class="timeline-here"
            style={{ insetInlineStart: percent(part(start)), inlineSize: percent(part(end) - part(start)) }}
          />
        ))}
        <span class="timeline-played" style={{ inlineSize: percent(part(time)) }} />
        {chapters
          .filter(({ start }) => start > 0 && start < duration)
          .map(({ start }) => (
            <span key={start} class="timeline-tick" style={{ insetInlineStart: percent(part(start)) }} />
          ))}
      </div>
      <input
        type="range"
        class="timeline-input"
        aria-label={words.watch.seek}
        aria-valuetext={words.watch.at(clockTime(time), clockTime(duration))}
        min="0"
        max={duration || 1}
        step="any"
        value={time}
        onInput={(event) => setHeld(Number(event.currentTarget.value))}
        onChange={(event) => {
          setHeld(undefined);
          onSeek(Number(event.currentTarget.value));
        }}
      />
      <span class="timeline-thumb" aria-hidden="true" style={{ insetInlineStart: percent(part(time)) }} />
      {shown !== undefined && (
        <output class="timeline-bubble" aria-hidden="true" style={{ '--at': String(part(shown)) }}>
          {clockTime(shown)}
          <span>{chapters.find(({ start, end }) => shown >= start && shown < end)?.name}</span>
        </output>
      )}
    </div>
  );
}

function percent(part: number): string {
  return `${(part * 100).toFixed(3)}%`;
}
