import type { WebVtt } from './cue.ts';

/** Moves all cues by seconds. Cues that then end before 0 are dropped, those that begin before it begin at 0. */
export function shiftWebVtt(file: WebVtt, seconds: number): WebVtt {
  const move = (time: number) => Math.max(0, Math.round((time + seconds) * 1000) / 1000);
  const cues = file.cues
    .map((cue) => ({ ...cue, start: move(cue.start), end: move(cue.end) }))
    .filter(({ end }) => end > 0);
  return { ...file, cues };
}
