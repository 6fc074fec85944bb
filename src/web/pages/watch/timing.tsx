import { IconButton } from '../../components/button.tsx';
import { count } from '../../format.ts';
import { words } from '../../words/index.ts';
import type { Offset } from './use-offsets.ts';

/** How far something is from where it was made, a step earlier and a step later, and back to nothing. */
export function Timing({
  name,
  hint,
  offset,
}: {
  readonly name: string;
  readonly hint: string;
  readonly offset: Offset;
}) {
  const { timing } = words.watch;
  return (
    <fieldset class="choice timing">
      <legend>{name}</legend>
      <div class="timing-row">
        <IconButton icon="less" label={timing.earlier} onClick={() => offset.step(-1)} />
        <output dir="auto">{offsetText(offset.seconds)}</output>
        <IconButton icon="add" label={timing.later} onClick={() => offset.step(1)} />
        {offset.seconds !== 0 && (
          <button type="button" class="button button-plain" onClick={offset.reset}>
            {timing.reset}
          </button>
        )}
      </div>
      <p class="timing-hint">{hint}</p>
    </fieldset>
  );
}

/** `0.3 s later`; below a second of the sound's own steps, `150 ms earlier`. */
export function offsetText(seconds: number): string {
  const { timing, seconds: inSeconds } = words.watch;
  if (seconds === 0) return timing.none;
  return timing.by(inSeconds(count(Math.abs(seconds))), seconds > 0);
}
