import { type Plan, pictureTimes, sourceSeconds } from '../../../media/index.ts';
import type { StudioDeps } from '../deps.ts';
import { readPlan } from '../plan/read-plan.ts';

/** Where a film's chunks begin, seconds from its start, and the end of the last; by the key of its plan. */
export type FilmPlaces = (planKey: string) => Promise<readonly number[]>;

/** A plan never changes, and reading one of a long film takes a while. */
const remembered = 32;

export function filmPlaces(studio: Pick<StudioDeps, 'objects'>): FilmPlaces {
  const known = new Map<string, Promise<readonly number[]>>();
  return (planKey) => {
    const before = known.get(planKey);
    if (before !== undefined) return before;
    const places = readPlan(studio, planKey).then(placesOf);
    known.set(planKey, places);
    places.catch(() => known.delete(planKey));
    for (const oldest of known.keys()) {
      if (known.size <= remembered) break;
      known.delete(oldest);
    }
    return places;
  };
}

function placesOf(plan: Plan): readonly number[] {
  const times = pictureTimes(plan);
  const start = sourceSeconds(plan, 0);
  const secondsOf = (picture: number) => {
    const seconds = sourceSeconds(plan, times[picture] ?? 0) - start;
    return Math.round(seconds * 1000) / 1000;
  };
  return [...plan.chunks.map(({ first }) => secondsOf(first)), secondsOf(times.length - 1)];
}
