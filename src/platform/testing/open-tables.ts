import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { after } from 'node:test';
import type { Sql } from '../../engines/sql/index.ts';
import { openSqlite, type SqliteOptions } from '../../engines/sql/sqlite/open.ts';
import { retrySql } from '../engines/retry-sql.ts';

const onMysql = process.env.BIJOU_TEST_SQL === 'mysql';

/**
 * A service's tables for its tests: in a file, or, with BIJOU_TEST_SQL=mysql, in a database of the running server that goes
 * by the file's name. There, too, the time is the test's own.
 */
export async function openTables<Tables>(options: SqliteOptions): Promise<Sql<Tables>> {
  if (!onMysql) return openSqlite<Tables>(options);
  const { openMysql } = await import('../../engines/sql/mysql/open.ts');
  const { optionsOf } = await import('../../engines/sql/testing/mysql.ts');
  const { systemClock } = await import('../../kit/index.ts');
  const { file, migrations, clock, random, logger } = options;
  const place = `t_${createHash('sha256').update(dirname(file)).digest('hex').slice(0, 12)}`;
  made.add(place);
  const service = basename(file, '.sqlite');
  const sql = await openMysql<Tables>({ options: optionsOf(place), service, migrations, clock: systemClock, logger });
  return retrySql({ ...sql, now: async () => clock.now() }, { clock: systemClock, random });
}

const made = new Set<string>();
if (onMysql)
  after(async () => {
    const { dropPlace } = await import('../../engines/sql/testing/mysql.ts');
    for (const place of made) await dropPlace(place);
  });
