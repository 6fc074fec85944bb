import type { Film } from './film.ts';
import { paperBoat } from './paper-boat/index.ts';

/** Bijou's own films, by id: one folder a film. A newcomer meets the first. */
export const films: Readonly<Record<string, Film>> = { [paperBoat.id]: paperBoat };

export const firstFilm: Film = paperBoat;

export function filmOf(id: string): Film {
  const film = films[id];
  if (film === undefined) throw new RangeError(`There is no film of the name ${id}`);
  return film;
}
