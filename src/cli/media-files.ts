import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { isDiscFolder, isDiscImage, isFilmFile, isWholeFilm, mayHoldFilms } from '../contracts/index.ts';
import { joinPath, type Path, pathBytes, pathText, pathWord, type WalkRules, walk } from '../host/index.ts';
import { cliErrors } from './errors.ts';

const imageAdvice = 'Add the VIDEO_TS or BDMV folder that is in it.';

export interface Looking {
  /** Told what is passed over, and why. */
  note(sentence: string): void;
}

/**
 * The films that the words name, folders searched through, in order of name, each by a word that `wordPath` reads. A
 * file that is named directly is taken whatever it is called: inspection judges it. What may not be read is passed over
 * with a word. Errors: `cli.no-such-path`, `cli.no-films`.
 */
export async function findMediaFiles(words: readonly string[], { note }: Looking): Promise<readonly string[]> {
  const found: string[] = [];
  for (const word of words) {
    const path = await namedPath(resolve(word));
    const info = await stat(path).catch((error: NodeJS.ErrnoException) => error);
    if (info instanceof Error) throw cliErrors.error('cli.no-such-path', { path: pathText(path) }, info);
    const films = info.isDirectory() ? await filmsUnder(path, note) : [pathWord(path)];
    if (films.length === 0) throw cliErrors.error('cli.no-films', { path: pathText(path) });
    found.push(...films);
  }
  return [...new Set(found)];
}

/** The one file that a word names, as `wordPath` reads it. */
export async function fileWord(word: string): Promise<string> {
  return pathWord(await namedPath(resolve(word)));
}

async function filmsUnder(folder: Path, note: Looking['note']): Promise<string[]> {
  const films: string[] = [];
  const images: string[] = [];
  let extras = 0;
  const rules: WalkRules = {
    enters: mayHoldFilms,
    isWhole: isDiscFolder,
    takes(name) {
      const isWhole = isWholeFilm(name);
      if (!isWhole && isFilmFile(name)) extras += 1;
      if (isDiscImage(name)) images.push(name);
      return isWhole;
    },
  };
  for await (const one of walk(folder, rules)) {
    if (one.kind === 'left') note(`${pathText(one.path)} is passed over: ${one.why}.`);
    else if (one.bytes === 0 && !one.isFolder) note(`${pathText(one.path)} is passed over: it is empty.`);
    else films.push(pathWord(one.path));
  }
  for (const name of new Set(images)) note(`${name} is passed over: it is the image of a disc. ${imageAdvice}`);
  if (extras > 0)
    note(`${extras === 1 ? 'One sample or trailer was' : `${extras} samples and trailers were`} passed over.`);
  return films;
}

/** Node reads words as UTF-8, and leaves a mark for each byte that is none: the name is looked up by the rest. */
async function namedPath(path: string): Promise<Path> {
  if (!path.includes('\uFFFD')) return path;
  const folder = dirname(path);
  const names = await readdir(folder, { encoding: 'buffer' }).catch(() => []);
  const name = names.find((bytes) => bytes.toString('utf8') === basename(path));
  return name === undefined ? path : joinPath(pathBytes(folder), name);
}
