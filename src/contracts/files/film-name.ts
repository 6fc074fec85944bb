import type { TitleMetadata } from '../title/index.ts';
import { readEpisode } from './episode.ts';
import { plainEpisodeName } from './episode-name.ts';
import { partsOf, withoutEnding } from './film-file.ts';
import { isNoise, tidy, wordsOf } from './words.ts';

/** What a film's file and folders say of it. */
export type FilmName = Pick<TitleMetadata, 'name' | 'year' | 'series'>;

/** Names that players, cameras and discs give, not people. */
const machineMade = /^(movie|film|video|index|title\d*|vts_\d+_\d+|video_ts|\d{5}|t\d\d|clip\d*|stream)$/i;
const cameraMade = /^(img|vid|mvi|dsc|dscn|dscf|pxl|gopr|gh\d\d|gx\d\d|mov|dji|screen|whatsapp)(?![a-z])/i;

/**
 * Reads the name, the year, and where it is an episode its place, from a path: `Film (2010).mkv`,
 * `Film.2010.1080p.BluRay.x264-GRP.mkv`, `Show/Season 02/Show - S02E05 - Title.mkv`. Years later than the one after
 * `thisYear` are part of the name. Always answers a name of at most 500 characters.
 */
export function readFilmName(path: string, thisYear: number): FilmName {
  const parts = partsOf(path);
  const bare = withoutEnding(parts.at(-1) ?? '');
  const folders = parts.slice(0, -1);
  const limit = thisYear + 1;
  const episode = readEpisode(bare, folders);
  if (episode !== undefined) return named(episodeName(episode, limit));
  const own = readFilm(bare, limit);
  const folder = readFilm(folders.at(-1) ?? '', limit);
  const isSame = machineMade.test(bare) || folder.name.toLowerCase() === own.name.toLowerCase();
  return named(own.year === undefined && folder.year !== undefined && isSame ? folder : own);
}

function episodeName(episode: NonNullable<ReturnType<typeof readEpisode>>, limit: number): FilmName {
  const { name: series, year } = readFilm(episode.series, limit);
  const name = beforeNoise(wordsOf(episode.rest), 0).words.join(' ');
  const { season, episode: number, until } = episode;
  return {
    name: tidy(name) || plainEpisodeName(episode),
    ...(year === undefined ? {} : { year }),
    series: {
      name: series,
      ...(year === undefined ? {} : { year }),
      season,
      episode: number,
      ...(until === undefined ? {} : { until }),
    },
  };
}

function readFilm(text: string, limit: number): FilmName {
  // Identifiers that library programs write: {tmdb-603}, [imdbid-tt0133093].
  const bare = text
    .replace(/[{[][a-z]*id?-[^\]}]*[\]}]|\{[^}]*\}/gi, ' ')
    .replace(/^\s*\[[^\]]*\](?=.*[\p{L}\p{N}])/u, '');
  if (cameraMade.test(bare)) return { name: tidy(wordsOf(bare).join(' ')) };
  const bracketed = [...bare.matchAll(/[([](\d{4})[)\]]/g)].findLast((match) => isYear(match[1] ?? '', limit));
  if (bracketed !== undefined && tidy(bare.slice(0, bracketed.index)) !== '') {
    return { name: tidy(wordsOf(bare.slice(0, bracketed.index)).join(' ')), year: Number(bracketed[1]) };
  }
  const { words, cut } = beforeNoise(wordsOf(bare), 1);
  const year = yearIn(words, { limit, cut });
  if (year === undefined) return { name: tidy(words.join(' ')) };
  return { name: tidy(words.slice(0, year).join(' ')), year: Number(words[year]) };
}

/** Words before the first, from the index `from` on, that tells how the file was made. */
function beforeNoise(
  words: readonly string[],
  from: number,
): { readonly words: readonly string[]; readonly cut: boolean } {
  const noise = words.findIndex((word, index) => index >= from && isNoise(word));
  return noise < 0 ? { words, cut: false } : { words: words.slice(0, noise), cut: true };
}

/** A year at the end, or anywhere behind the first word where noise follows: `Film 2010 Extended 1080p`. */
function yearIn(
  words: readonly string[],
  { limit, cut }: { readonly limit: number; readonly cut: boolean },
): number | undefined {
  const last = words.findLastIndex((word, index) => index > 0 && isYear(word, limit));
  if (last < 1 || /^(of|in|from|since|de|von|du)$/i.test(words[last - 1] ?? '')) return undefined;
  return cut || last === words.length - 1 ? last : undefined;
}

function isYear(text: string, limit: number): boolean {
  return /^\d{4}$/.test(text) && Number(text) >= 1888 && Number(text) <= limit;
}

function named({ name, ...rest }: FilmName): FilmName {
  return { name: (name === '' ? 'Untitled' : name).slice(0, 500), ...rest };
}
