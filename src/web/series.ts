import type { TitleCard } from '../contracts/catalog/index.ts';
import { isPlainEpisodeName } from '../contracts/files/index.ts';
import type { SeriesPlace } from '../contracts/title/index.ts';
import { count, year } from './format.ts';
import { dates } from './formats.ts';
import { shownName } from './names.ts';
import { words } from './words/index.ts';

/** `Season 1, episode 2`; of a daily show its date; of a special its number. */
export function placeOf(series: SeriesPlace): string {
  const day = dayOf(series);
  if (day !== undefined) return day;
  if (series.season === 0) return words.title.special(numbersOf(series));
  return words.title.episode(year(series.season), numbersOf(series));
}

/** The same where there is little room: `S1 E2`. */
export function shortPlaceOf(series: SeriesPlace): string {
  if (series.season === 0 || dayOf(series) !== undefined) return placeOf(series);
  return words.title.shortEpisode(year(series.season), numbersOf(series));
}

export function seasonName(season: number): string {
  return season === 0 ? words.title.specials : words.title.season(year(season));
}

/** An episode's own name, in the reader's language where it has none but its number. */
export function episodeName({ name, series }: Pick<TitleCard, 'name' | 'series'>): string {
  if (series === undefined || !isPlainEpisodeName(name, series)) return shownName(name);
  const { season, episode, until } = series;
  const day = dayOf(series);
  if (day !== undefined) return day;
  if (season === 0) return words.title.special(numbersOf(series));
  return until === undefined
    ? words.title.episodeName(count(episode))
    : words.title.episodesName(count(episode), count(until));
}

/** All of it in a line: `Show · Season 1, episode 2 · The name`. */
export function fullName(card: Pick<TitleCard, 'name' | 'series'>): string {
  const { name, series } = card;
  if (series === undefined) return shownName(name);
  const own = isPlainEpisodeName(name, series) ? [] : [shownName(name)];
  return [series.name, placeOf(series), ...own].join(' · ');
}

/** Where a title stands alone: an episode is named by its series. */
export function standingName(card: Pick<TitleCard, 'name' | 'series' | 'whole'>): string {
  return shownName(card.whole?.name ?? card.series?.name ?? card.name);
}

function numbersOf({ episode, until }: SeriesPlace): string {
  return until === undefined ? count(episode) : `${count(episode)}–${count(until)}`;
}

/** Of a daily show: its season is a year, its episodes are days. */
function dayOf({ season, episode }: SeriesPlace): string | undefined {
  const [month, day] = [Math.floor(episode / 100), episode % 100];
  if (season < 1900 || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return dates({ dateStyle: 'medium', timeZone: 'UTC' }).format(Date.UTC(season, month - 1, day));
}
