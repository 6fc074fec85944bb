import { isDeepStrictEqual } from 'node:util';
import { bringUp, type Logger, openSqliteFile, type Run } from '../../../host/index.ts';
import type { Clock } from '../../../kit/index.ts';
import { troubleOfMapping } from '../analysis.ts';
import { indexErrors } from '../errors.ts';
import type { Index, Mapping } from '../index.ts';
import { alike } from './alike.ts';
import { facets } from './facets.ts';
import { sql } from './fragment.ts';
import { search } from './search.ts';
import { suggest } from './suggest.ts';
import { dropping, type IndexTables, indexOf, lookUp, making, steps, tablesOf } from './tables.ts';
import { write } from './write.ts';

export interface SqliteIndexOptions {
  /** Absolute path of the database file; any number of processes may open it. */
  readonly file: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The index port on a SQLite file. What was written is found at once. */
export async function openSqliteIndex(options: SqliteIndexOptions): Promise<Index> {
  const { clock } = options;
  const file = await openSqliteFile(options);
  await bringUp(file, steps);

  /** What reads and nothing else. */
  async function reading<Answer>(name: string, read: (index: IndexTables) => Promise<Answer>): Promise<Answer> {
    return read(await indexOf(file.read, name));
  }

  async function create(run: Run, name: string, mapping: Mapping): Promise<void> {
    const why = troubleOfMapping(mapping);
    if (why !== undefined) throw indexErrors.error('index.bad-request', { why });
    const known = await lookUp(run, name);
    if (known !== undefined) {
      if (isDeepStrictEqual(known.mapping, JSON.parse(JSON.stringify(mapping)))) return;
      throw indexErrors.error('index.other-mapping', { name });
    }
    const { rows } = await run(sql`select coalesce(max(number), 0) + 1 as number from indexes`);
    const number = Number(rows[0]?.number);
    await run(sql`insert into indexes (name, number, mapping) values (${name}, ${number}, ${JSON.stringify(mapping)})`);
    for (const statement of making(tablesOf({ name, number, mapping }))) await run(statement);
  }

  return {
    create: (name, mapping) => file.transaction((run) => create(run, name, mapping)),
    alias: (alias, name) =>
      file.transaction(async (run) => {
        const { name: target } = await indexOf(run, name);
        await run(sql`insert or replace into aliases (alias, name) values (${alias}, ${target})`);
      }),
    async describe(name) {
      const index = await lookUp(file.read, name);
      if (index === undefined) return undefined;
      const { rows } = await file.read(sql`select count(*) as documents from ${index.documents}`);
      return { index: index.name, documents: Number(rows[0]?.documents) };
    },
    async list() {
      const { rows } = await file.read(sql`select name from indexes order by name`);
      return rows.map(({ name }) => String(name));
    },
    drop: (name) =>
      file.transaction(async (run) => {
        const index = await lookUp(run, name);
        // An alias is not taken for its index.
        if (index === undefined || index.name !== name) return;
        for (const statement of dropping(index)) await run(statement);
        await run(sql`delete from aliases where name = ${name}`);
        await run(sql`delete from indexes where name = ${name}`);
      }),
    bulk: (name, operations) =>
      file.transaction(async (run) => write(run, await indexOf(run, name), { operations, now: clock.now() })),
    refresh: (name) => reading(name, async () => undefined),
    search: (name, wish) => reading(name, (index) => search(file.read, index, wish)),
    facets: (name, wish) => reading(name, (index) => facets(file.read, index, wish)),
    suggest: (name, wish) => reading(name, (index) => suggest(file.read, index, wish)),
    alike: (name, wish) => reading(name, (index) => alike(file.read, index, wish)),
    close: () => file.close(),
  };
}
