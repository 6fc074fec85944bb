import type { Kysely } from 'kysely';
import type { Sql } from '../../engines/sql/index.ts';
import type { Clock } from '../../kit/index.ts';
import { noteOthers } from './search/changes.ts';
import { nameSeries } from './series-of.ts';
import type { CatalogTables } from './tables.ts';

const atOnce = 50;

/**
 * Says that episodes of a name change in this transaction. Another catalogue may be writing more of them, and neither sees
 * the other's: so they are named once more when both are there.
 */
export function noteSeries(
  sql: Sql<CatalogTables>,
  tx: Kysely<CatalogTables>,
  row: CatalogTables['unnamed_series'],
): Promise<void> {
  return sql.upsert(tx, 'unnamed_series', { row, keys: ['series_key'] });
}

/** Names what was noted. Whoever still writes such episodes holds the note: its lock comes first, so they are seen. */
export async function nameSeriesAgain(sql: Sql<CatalogTables>, clock: Pick<Clock, 'now'>): Promise<void> {
  for (;;) {
    const noted = await sql.db.selectFrom('unnamed_series').select('series_key').limit(atOnce).execute();
    if (noted.length === 0) return;
    const keys = noted.map(({ series_key }) => series_key).sort();
    await sql.transaction(async (tx) => {
      for (const series_key of keys) await sql.lock(tx, 'unnamed_series', { series_key });
      const titles: string[] = [];
      for (const key of keys) titles.push(...(await nameSeries(tx, key)));
      await noteOthers(sql, tx, { titles, now: clock.now() });
      await tx.deleteFrom('unnamed_series').where('series_key', 'in', keys).execute();
    });
  }
}
