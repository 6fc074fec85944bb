import type { ArtOrigin } from '../tables.ts';

/** From here on stills are not made of the film's own pictures. */
export const firstGiven = 1000;

/** Jobs of stills are told apart by their place among them: where each origin's begin. */
const begins: readonly (readonly [origin: ArtOrigin, first: number])[] = [
  ['owner', 3000],
  ['beside', 2000],
  ['cover', firstGiven],
  ['film', 0],
];

/** Where what a job makes comes from. */
export function originOf(sequence: number): ArtOrigin {
  return begins.find(([, first]) => sequence >= first)?.[0] ?? 'film';
}

/** The next place of an origin, after those that are taken. */
export function placeOf(origin: ArtOrigin, taken: readonly number[]): number {
  const first = begins.find(([name]) => name === origin)?.[1] ?? 0;
  const own = taken.filter((sequence) => originOf(sequence) === origin);
  return Math.max(first - 1, ...own) + 1;
}
