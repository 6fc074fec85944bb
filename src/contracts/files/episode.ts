import { tidy, wordsOf } from './words.ts';

export interface Episode {
  /** As it stands before the number or in the folder's name, with its year where one is there. */
  readonly series: string;
  readonly season: number;
  readonly episode: number;
  /** What stands behind the number. */
  readonly rest: string;
}

/** `S02E05`, `s02.e05`, `S02E05-E06`; `2x05`; `Season 2 Episode 5`. */
const marks = [
  /(?<![\p{L}\d])s(\d{1,4})[ ._-]{0,3}e(\d{1,4})(?:[ ._-]?e?\d{2,4}(?![\p{L}\d]))*(?![\p{L}\d])/iu,
  /(?<![\p{L}\d])(\d{1,2})x(\d{2,3})(?:-(?:\d{1,2}x)?\d{2,3})?(?![\p{L}\d])/iu,
  /(?<![\p{L}\d])season[ ._-]{0,3}(\d{1,3})[ ,._-]{0,3}episode[ ._-]{0,3}(\d{1,4})(?!\d)/iu,
];
const date = /(?<!\d)((?:19|20)\d\d)[ ._-](0[1-9]|1[0-2])[ ._-](0[1-9]|[12]\d|3[01])(?!\d)/;
const seasonFolder = /^(?:season|series|staffel|saison|temporada|stagione|seizoen|säsong|сезон|s)[ ._-]*(\d{1,4})$/iu;
const specials = /^(specials|extras)$/i;
/** In a season's folder the number alone will do: `05 - Title`, `E05`, `Episode 5`, `Show - 05`. */
const bareNumber = /(?:^|[ ._-])(?:episode|folge|ep|e)?[ ._-]?(\d{1,3})(?=$|[ ._-])/i;

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
    return { series: before || folder, season: Number(match[1]), episode: Number(match[2]), rest: after(text, match) };
  }
  const day = date.exec(text);
  if (day !== null) return dated(text, { day, folder, inSeason: season !== undefined });
  if (season === undefined || folder === '') return undefined;
  const number = bareNumber.exec(text);
  if (number === null) return undefined;
  return { series: folder, season, episode: Number(number[1]), rest: after(text, number) };
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
