import type { TitleMetadata } from '../../contracts/index.ts';
import { sortKey } from '../../kit/index.ts';
import { seriesKey } from './series-of.ts';
import type { CatalogTitleRow } from './tables.ts';

/** Rises with each change of what follows: titles that were written before it are written again at the start. */
export const columnsVersion = 2;

export type TitleColumns = Pick<
  CatalogTitleRow,
  'name_key' | 'series_key' | 'series_year' | 'episode_key' | 'year' | 'index_version'
>;

/** Specials come behind every season. */
const specials = 20_000;

/** The columns that a title is sorted and told apart by. */
export function titleColumns({ name, year, series }: TitleMetadata): TitleColumns {
  const two = (value: number) => String(value).padStart(5, '0');
  const name_key =
    series === undefined
      ? sortKey(name)
      : `${sortKey(series.name)} ${two(series.season)} ${two(series.episode)} ${sortKey(name)}`.slice(0, 400);
  return {
    name_key,
    series_key: series === undefined ? null : seriesKey(series.name),
    series_year: series?.year ?? null,
    episode_key: series === undefined ? null : seasonKey(series.season) * 100_000 + Math.min(series.episode, 99_999),
    year: year ?? null,
    index_version: columnsVersion,
  };
}

function seasonKey(season: number): number {
  return season === 0 ? specials : Math.min(Math.max(season, 0), specials - 1);
}
