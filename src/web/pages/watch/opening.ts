import type { Chapter } from '../../../player/index.ts';

const openings =
  /^(the )?(intro(duction)?|opening( (credits|titles?|sequence))?|titles?|title sequence|recap|vorspann|previously)$/i;
const closings = /^((the )?(end )?(credits|titles)|closing( credits)?|outro|abspann)$/i;

/** The opening that is on at a time, which one may want to skip: a chapter that says so. */
export function openingAt(chapters: readonly Chapter[], time: number): Chapter | undefined {
  return chapters.find(({ start, end, name }) => time >= start && time < end - 1 && openings.test(name.trim()));
}

/** Before the end by this much one is asked whether to go on, where no chapter says that the credits run. */
const lastSeconds = 15;

/** From when on the next episode is offered. */
export function offerFrom(chapters: readonly Chapter[], duration: number): number {
  const last = chapters.at(-1);
  if (last !== undefined && closings.test(last.name.trim()) && last.start > duration / 2) return last.start;
  return Math.max(duration / 2, duration - lastSeconds);
}
