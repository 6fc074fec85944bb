import { isFilmFile, withoutEnding } from './film-file.ts';

/** What systems and other programs keep beside films for themselves. */
const notOurs = /^(\..*|@eadir|#recycle|#snapshot|\$recycle\.bin|system volume information|lost\+found|__macosx)$/i;
/** What goes with a film and is none. */
const extras = /^(samples?|trailers?)$/i;
const disc = /^(video_ts|bdmv)$/i;

/** False for folders in which nobody keeps films. A folder that is named directly may have any name. */
export function mayHoldFilms(folder: string): boolean {
  return !notOurs.test(folder) && !extras.test(folder);
}

/** True for the folder of a disc: many files that are one film. */
export function isDiscFolder(folder: string): boolean {
  return disc.test(folder);
}

/** A film by its name, and neither a sample nor a trailer of one. */
export function isWholeFilm(name: string): boolean {
  return isFilmFile(name) && !/(^|[.-])(sample|trailer)$/i.test(withoutEnding(name));
}
