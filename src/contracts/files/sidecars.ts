import { languageOf } from '../../kit/index.ts';
import { isFilmFile, lastPart, partsOf, withoutEnding } from './film-file.ts';

/** A file that belongs to a film because of its name and its place. */
export type Sidecar =
  | { readonly kind: 'nfo' | 'poster' | 'backdrop'; readonly path: string }
  | ({ readonly kind: 'text'; readonly path: string } & TextMarks);

/** What a subtitle file's name says of it. */
export interface TextMarks {
  /** BCP 47 or `und`. */
  readonly language: string;
  /** For what is foreign to the film's own speech. */
  readonly forced: boolean;
  /** Tells sounds as well. */
  readonly hearing: boolean;
}

const texts = /\.(srt|vtt|webvtt|ass|ssa|ttml|dfxp|itt)$/i;
const pictureFiles = /\.(jpe?g|png|webp|avif)$/i;
/** Names of pictures, the likeliest first. */
const posters = ['poster', 'movie', 'folder', 'cover'];
const backdrops = ['fanart', 'backdrop', 'background', 'landscape'];
const textFolders = /^(subs?|subtitles?)$/i;

/**
 * The files beside a film that go with it. `files` are paths in the same notation as `film`, of its folder and of the
 * folders in it. A file goes with the film whose name it begins with; files named after nobody (`poster.jpg`,
 * `en.srt`) go with a film that is alone in its folder. Of posters and of backdrops there is one at most: what has the
 * film's own name stands before what has none.
 */
export function sidecarsOf(film: string, files: readonly string[]): Sidecar[] {
  const folder = folderOf(film);
  const neighbours = files.filter((path) => isFilmFile(path) && folderOf(path) === folder).map(stemOf);
  const own = stemOf(film);
  const rivals = neighbours.filter((stem) => stem !== own);
  const isAlone = rivals.length === 0;
  const found: Sidecar[] = [];
  const pictures: FoundPicture[] = [];
  for (const path of files) {
    const isInTexts = textFolders.test(lastPart(folderOf(path))) && folderOf(folderOf(path)) === folder;
    if (folderOf(path) !== folder && !isInTexts) continue;
    const stem = stemOf(path);
    const marks = after(own, stem);
    if (marks !== undefined && rivals.some((rival) => rival.length > own.length && after(rival, stem) !== undefined)) {
      continue;
    }
    const place = { marks, stem, isAlone, isInTexts };
    const picture = pictureOf(path, place);
    if (picture !== undefined) pictures.push(picture);
    const sidecar = picture === undefined ? sidecarOf(path, place) : undefined;
    if (sidecar !== undefined) found.push(sidecar);
  }
  const chosen = (['poster', 'backdrop'] as const).map((kind) =>
    pictures.filter((picture) => picture.kind === kind).reduce(likelier, undefined),
  );
  return [...found, ...chosen.flatMap((one) => (one === undefined ? [] : [{ kind: one.kind, path: one.path }]))];
}

interface FoundPicture {
  readonly kind: 'poster' | 'backdrop';
  readonly path: string;
  /** Place among the names that such a picture may have; the least is the likeliest. */
  readonly place: number;
}

function likelier(best: FoundPicture | undefined, other: FoundPicture): FoundPicture {
  return best === undefined || other.place < best.place ? other : best;
}

/** What the words in a subtitle file's name say: `en.forced`, `pt-BR.sdh`, `2_English`. */
export function textMarks(words: string): TextMarks {
  const parts = wordsOfMarks(words);
  const plain = parts.filter((part) => !marksOnly.test(part));
  const language = plain.map(languageOf).findLast((tag) => tag !== undefined);
  const has = (mark: RegExp) => parts.some((part) => mark.test(part));
  // `hi` is Hindi, unless another language is named.
  const isHindi = language === undefined && has(/^hi$/i);
  return {
    language: language ?? (isHindi ? 'hi' : 'und'),
    forced: has(/^(forced|foreign)$/i),
    hearing: has(/^(sdh|cc)$/i) || (has(/^hi$/i) && !isHindi),
  };
}

const marksOnly = /^(hi|forced|foreign|sdh|cc|default|full)$/i;

function wordsOfMarks(words: string): string[] {
  return words.split(/[\s._()[\]]+/).filter((part) => part !== '');
}

/** True for a word that says nothing but in what language or for whom subtitles are. */
function isMark(word: string): boolean {
  return marksOnly.test(word) || /^\d{1,2}$/.test(word) || languageOf(word) !== undefined;
}

interface Place {
  /** What stands behind the film's own name; undefined where the file is not named after it. */
  readonly marks: string | undefined;
  readonly stem: string;
  readonly isAlone: boolean;
  readonly isInTexts: boolean;
}

function sidecarOf(path: string, { marks, stem, isAlone, isInTexts }: Place): Sidecar | undefined {
  if (texts.test(path)) {
    const words = marks ?? stem;
    const isNamedByLanguage = isInTexts || wordsOfMarks(stem).every(isMark);
    return marks !== undefined || (isAlone && isNamedByLanguage)
      ? { kind: 'text', path, ...textMarks(words) }
      : undefined;
  }
  if (isInTexts) return undefined;
  if (!/\.nfo$/i.test(path)) return undefined;
  return marks === '' || (isAlone && stem === 'movie') ? { kind: 'nfo', path } : undefined;
}

function pictureOf(path: string, { marks, stem, isAlone, isInTexts }: Place): FoundPicture | undefined {
  if (isInTexts || !pictureFiles.test(path)) return undefined;
  const use = marks?.replace(/^[\s._-]+/, '') ?? (isAlone ? stem : '-');
  // `Film.jpg` is a poster, after one that says so.
  const poster = use === '' ? posters.length : posters.indexOf(use);
  const backdrop = backdrops.indexOf(use);
  if (poster < 0 && backdrop < 0) return undefined;
  const place = Math.max(poster, backdrop) + (marks === undefined ? 10 : 0);
  return { kind: poster < 0 ? 'backdrop' : 'poster', path, place };
}

/** What stands behind a film's name in another's, where a new word begins there. */
function after(film: string, other: string): string | undefined {
  if (!other.startsWith(film)) return undefined;
  const rest = other.slice(film.length);
  return rest === '' || /^[\s._([-]/.test(rest) ? rest : undefined;
}

function stemOf(path: string): string {
  return withoutEnding(lastPart(path)).normalize('NFC').toLowerCase();
}

function folderOf(path: string): string {
  return partsOf(path).slice(0, -1).join('/');
}
