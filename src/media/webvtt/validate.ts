import type { WebVtt } from './cue.ts';

export interface WebVttFault {
  /** Index of the cue. */
  readonly cue: number;
  readonly why: 'ends-before-it-begins' | 'begins-before-the-one-before' | 'beyond-the-end' | 'empty';
}

/** What a player would not show as meant. `durationSeconds` is the film's. */
export function validateWebVtt({ cues }: WebVtt, durationSeconds: number): WebVttFault[] {
  return cues.flatMap(({ start, end, text }, cue): WebVttFault[] => [
    ...(end <= start ? [{ cue, why: 'ends-before-it-begins' } as const] : []),
    ...(start < (cues[cue - 1]?.start ?? 0) ? [{ cue, why: 'begins-before-the-one-before' } as const] : []),
    ...(start >= durationSeconds ? [{ cue, why: 'beyond-the-end' } as const] : []),
    ...(text.trim() === '' ? [{ cue, why: 'empty' } as const] : []),
  ]);
}
