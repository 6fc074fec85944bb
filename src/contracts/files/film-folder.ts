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

/**
 * True for the folder of a disc: many files that are one film. Who copied what is in it to a folder of another name has
 * that film as well; a camera writes a folder of the same name (AVCHD), whose files are a film each.
 */
export function isDiscFolder(folder: string, within: readonly string[]): boolean {
  if (within.some((name) => /^index\.bdm$/i.test(name))) return false;
  if (disc.test(folder) || within.some((name) => /^index\.bdmv$/i.test(name))) return true;
  const films = within.filter(isFilmFile);
  return films.some(isTitleSet) && films.every((name) => isTitleSet(name) || /^video_ts\.vob$/i.test(name));
}

/** `VTS_01_2.VOB`: a piece of a DVD's title. */
function isTitleSet(name: string): boolean {
  return /^vts_\d\d_\d\.vob$/i.test(name);
}

/** The image of a whole disc, in one file. */
export function isDiscImage(name: string): boolean {
  return /\.(iso|img|nrg|mdf)$/i.test(name) && !name.startsWith('.');
}

/** A film by its name, and neither a sample nor a trailer of one. */
export function isWholeFilm(name: string): boolean {
  return isFilmFile(name) && !/(^|[.-])(sample|trailer)$/i.test(withoutEnding(name));
}
