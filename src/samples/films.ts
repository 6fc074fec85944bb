import { confetti } from './confetti/index.ts';
import type { Film } from './film.ts';
import { isSampleId, type SampleId } from './ids.ts';
import { paperBoat } from './paper-boat/index.ts';
import { redKite } from './red-kite/index.ts';

/** Bijou's own films: one folder a film. */
export const films: Readonly<Record<SampleId, Film>> = {
  'the-paper-boat': paperBoat,
  'the-red-kite': redKite,
  confetti,
};

/** Errors: RangeError where there is none of this name. */
export function filmOf(id: string): Film {
  if (!isSampleId(id)) throw new RangeError(`There is no film of the name ${id}`);
  return films[id];
}
