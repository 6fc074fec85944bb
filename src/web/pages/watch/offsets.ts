import { keepChoice, keptChoice } from './store.ts';

/** Seconds that something is shown or heard later than it was made, or earlier where negative. */
export interface OffsetKind {
  readonly step: number;
  readonly most: number;
}

export const captionOffsets: OffsetKind = { step: 0.1, most: 60 };
export const soundOffsets: OffsetKind = { step: 0.05, most: 5 };

/** One step on, within what may be; whole steps, so that there and back again is nothing. */
export function stepped(seconds: number, by: 1 | -1, { step, most }: OffsetKind): number {
  const steps = Math.round(seconds / step) + by;
  return within(steps * step, { step, most });
}

function within(seconds: number, { step, most }: OffsetKind): number {
  const kept = Math.max(-most, Math.min(most, seconds));
  return Math.round(Math.round(kept / step) * step * 1000) / 1000;
}

/** Captions belong to a film: it is its file whose captions are late. */
const captionKey = 'caption-offsets';
const mostFilms = 200;
/** Sound belongs to the device: it is its loudspeakers that are late. */
const soundKey = 'sound-offset';

export function keptCaptionOffset(id: string): number {
  return keptCaptionOffsets().get(id) ?? 0;
}

export function keepCaptionOffset(id: string, seconds: number): void {
  const all = keptCaptionOffsets();
  all.delete(id);
  if (seconds !== 0) all.set(id, seconds);
  keepChoice(captionKey, JSON.stringify([...all].slice(-mostFilms)));
}

export function keptSoundOffset(): number {
  const kept = Number(keptChoice(soundKey) ?? 0);
  return Number.isFinite(kept) ? within(kept, soundOffsets) : 0;
}

export function keepSoundOffset(seconds: number): void {
  keepChoice(soundKey, seconds === 0 ? undefined : String(seconds));
}

function keptCaptionOffsets(): Map<string, number> {
  try {
    const kept = JSON.parse(keptChoice(captionKey) ?? '[]') as unknown;
    const pairs = (Array.isArray(kept) ? kept : []).filter(
      (pair): pair is [string, number] =>
        Array.isArray(pair) && typeof pair[0] === 'string' && typeof pair[1] === 'number' && Number.isFinite(pair[1]),
    );
    return new Map(pairs.map(([id, seconds]) => [id, within(seconds, captionOffsets)]));
  } catch {
    return new Map();
  }
}
