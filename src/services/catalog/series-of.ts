import type { Kysely } from 'kysely';
import { fold, wordsOf } from '../../kit/index.ts';
import type { CatalogTables } from './tables.ts';

type Tx = Kysely<CatalogTables>;

/** By what episodes of one series find each other, however their files wrote its name: `S.W.A.T.`, `SWAT`. */
export function seriesKey(name: string): string {
  const words = wordsOf(name).join('-');
  // A name without a letter or digit still is one.
  return (words === '' ? encodeURIComponent(fold(name).trim()) : words).slice(0, 300);
}

/**
 * Tells all episodes of a name which series they are of. Usually that is one, whether each file tells its year or not;
 * where years differ, there are several series of that name, and the year tells them apart. Resolves with the titles
 * that are told another than before.
 */
export async function nameSeries(tx: Tx, key: string): Promise<readonly string[]> {
  const rows = await tx.selectFrom('titles').select('series_year').distinct().where('series_key', '=', key).execute();
  const years = rows.map(({ series_year }) => series_year).filter((year) => year !== null);
  const several = years.length > 1;
  const changed: string[] = [];
  for (const { series_year: year } of rows) {
    const series_id = several && year !== null ? `${key}-${year}` : key;
    const others = await tx
      .selectFrom('titles')
      .select('id')
      .where('series_key', '=', key)
      .where((eb) => (year === null ? eb('series_year', 'is', null) : eb('series_year', '=', year)))
      .where((is) => is.or([is('series_id', 'is', null), is('series_id', '<>', series_id)]))
      .execute();
    if (others.length === 0) continue;
    const ids = others.map(({ id }) => id);
    await tx.updateTable('titles').set({ series_id }).where('id', 'in', ids).execute();
    changed.push(...ids);
  }
  return changed;
}
