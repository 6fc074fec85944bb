import { join } from 'node:path';
import { z } from 'zod';
import type { AnyTables, Migration, Sql } from '../../../engines/sql/index.ts';
import { mysqlOptions } from '../../../engines/sql/mysql/options.ts';
import { openSqlite } from '../../../engines/sql/sqlite/open.ts';
import { trialSql } from '../../../engines/sql/trial/open.ts';
import { adapter, type EnginePort, type Opening } from '../port.ts';
import { retrySql } from '../retry-sql.ts';

/** Each service has a database of its own. */
export interface SqlNeeds {
  readonly service: string;
  readonly migrations: readonly Migration[];
}

export const sql: EnginePort<SqlNeeds, Sql<AnyTables>> = {
  adapters: {
    sqlite: adapter({
      options: z.strictObject({}),
      open: (_, { folder, service, migrations, clock, random, logger }) => {
        const file = join(folder, 'sql', `${service}.sqlite`);
        return openSqlite<AnyTables>({ file, migrations, clock, random, logger });
      },
    }),
    mysql: adapter({
      options: mysqlOptions,
      open: async (options, { service, migrations, clock, logger }: Opening & SqlNeeds) => {
        const { openMysql } = await import('../../../engines/sql/mysql/open.ts');
        return openMysql<AnyTables>({ options, service, migrations, clock, logger });
      },
    }),
  },
  embedded: 'sqlite',
  trial: (engine, { dice }) => trialSql(engine, dice),
  called: retrySql,
};
