import { tidy, wordsOf } from './words.ts';

export interface Episode {
  /** As it stands before the number or in the folder's name, with its year where one is there. */
  readonly series: string;
  readonly season: number;
  readonly episode: number;
  /** The last, where the file holds several. */
  readonly until?: number | undefined;
  /** What stands behind the number. */
  readonly rest: string;
}

/** `S02E05`, `s02.e05`, `S02E05-E06`, `S02E05E06`; `2x05`, `2x05-06`; `Season 2 Episode 5`. */
const marks = [
  /(?<![\p{L}\d])s(\d{1,4})[ ._-]{0,3}e(\d{1,4})(?:(?:[ ._-]?e|-)(\d{2,4})(?=e\d|$|[^\p{L}\d]))*(?![\p{L}\d])/iu,
  /(?<![\p{L}\d])(\d{1,2})x(\d{2,3})(?:-(?:\d{1,2}x)?(\d{2,3}))?(?![\p{L}\d])/iu,
  /(?<![\p{L}\d])season[ ._-]{0,3}(\d{1,3})[ ,._-]{0,3}episode[ ._-]{0,3}(\d{1,4})(?!\d)/iu,
];
/** What is further from the first is no episode of the same file. */
const mostInFile = 30;
const date = /(?<!\d)((?:19|20)\d\d)[ ._-](0[1-9]|1[0-2])[ ._-](0[1-9]|[12]\d|3[01])(?!\d)/;
const seasonFolder = /^(?:season|series|staffel|saison|temporada|stagione|seizoen|säsong|сезон|s)[ ._-]*(\d{1,4})$/iu;
const specials = /^(specials|extras)$/i;
/** In a season's folder the number alone will do: `05 - Title`, `E05`, `Episode 5`, `Show - 05`. */
const bareNumber = /(?:^|[ ._-])(?:episode|folge|ep|e)?[ ._-]?(\d{1,3})(?=$|[ ._-])/i;

/** Two digits or three: fewer may be a film's own. */
const running = /(?<=[ _.])-[ _.]+(\d{2,3})(?:v\d)?(?=$|[ _.[(-])/u;
const shortMark = /(?<=[\p{L}\d)][ ._-]{1,3})(?:ep\.?|folge|e(?=\d{2}))[ ._-]{0,2}(\d{1,4})(?=$|[ ._-])/iu;
const onlyMark = /^(?:episode|folge|ep\.?|e)[ ._-]{0,2}(\d{1,4})(?=$|[ ._-])/iu;
/** Folders that films are put into, and no series is called. */
const anyFolder = /^(films?|movies?|videos?|tv( shows?)?|series|shows?|anime|downloads?|media|desktop|incoming|new)$/i;

/** An episode's place, by its file's name and by the folders it lies in, outermost first. */
export function readEpisode(bare: string, folders: readonly string[]): Episode | undefined {
  const text = bare.replace(/^\s*\[[^\]]*\]/, '');
  const season = seasonOf(folders.at(-1) ?? '');
  const folder = folders.at(season === undefined ? -1 : -2) ?? '';
  for (const mark of marks) {
    const match = mark.exec(text);
    if (match === null) continue;
    const before = textBefore(text, match.index);
    if (before === '' && folder === '') continue;
    const [episode, last] = [Number(match[2]), Number(match[3] ?? 0)];
    const until = last > episode && last - episode < mostInFile ? last : undefined;
    return { series: before || folder, season: Number(match[1]), episode, until, rest: after(text, match) };
  }
  const day = date.exec(text);
  if (day !== null) return dated(text, { day, folder, inSeason: season !== undefined });
  if (season === undefined) return seasonless(bare, folder);
  if (folder === '') return undefined;
  const number = bareNumber.exec(text);
  if (number === null) return undefined;
  return { series: folder, season, episode: Number(number[1]), rest: after(text, number) };
}

/**
 * Where no season is told, it is the first, and the number runs through: `[Group] Show - 09`, `Show Ep. 5`, `Show E05`,
 * `Show/Show - 113`, `Show/Episode 5`. A number alone, and the word before a film's own name, are parts of names:
 * `Apollo 13`, `Star Wars Episode 1`.
 */
function seasonless(bare: string, folder: string): Episode | undefined {
  const text = bare.replace(/^\s*\[[^\]]*\]\s*/, '');
  const isGroups = text !== bare;
  const [counted, called, alone] = [running.exec(text), shortMark.exec(text), onlyMark.exec(text)];
  const before = counted === null ? '' : textBefore(text, counted.index);
  if (counted !== null && before !== '' && (isGroups || sameName(before, folder)))
    return first(isGroups ? before : folder, counted);
  if (called !== null && textBefore(text, called.index) !== '') return first(textBefore(text, called.index), called);
  if (alone !== null && folder !== '' && !anyFolder.test(folder.trim())) return first(folder, alone);
  return undefined;

  function first(series: string, match: RegExpExecArray): Episode {
    return {
      series,
      season: 1,
      episode: Number(match[1]),
      rest: after(text, match).replace(/^([[(][^\])]*[\])]\s*)+$/, ''),
    };
  }
}

function sameName(before: string, folder: string): boolean {
  const named = tidy(wordsOf(folder.replace(/[([]\d{4}[)\]]\s*$/, '')).join(' '));
  return before.toLowerCase() === named.toLowerCase();
}

/** A broadcast's date is its place where the folder is the series'; a date alone may as well be a birthday's. */
function dated(
  text: string,
  at: { readonly day: RegExpExecArray; readonly folder: string; readonly inSeason: boolean },
): Episode | undefined {
  const { day, folder, inSeason } = at;
  const before = textBefore(text, day.index);
  const isSeries = before !== '' && before.toLowerCase() === tidy(wordsOf(folder).join(' ')).toLowerCase();
  if (!inSeason && !isSeries) return undefined;
  const [, year = '', month = '', dayOfMonth = ''] = day;
  const rest = after(text, day) || `${year}-${month}-${dayOfMonth}`;
  return { series: before || folder, season: Number(year), episode: Number(month) * 100 + Number(dayOfMonth), rest };
}

function seasonOf(folder: string): number | undefined {
  const match = seasonFolder.exec(folder.trim());
  if (match !== null) return Number(match[1]);
  return specials.test(folder.trim()) ? 0 : undefined;
}

function textBefore(text: string, index: number): string {
  return tidy(wordsOf(text.slice(0, index)).join(' '));
}

function after(text: string, match: RegExpExecArray): string {
  return text.slice(match.index + match[0].length).replace(/^[\s._–—-]+/, '');
}
