import { type CompiledQuery, Kysely } from 'kysely';
import type { Logger } from '../../../host/index.ts';
import { type Clock, hasCode } from '../../../kit/index.ts';
import type { AnyTables, MigrationStep } from '../index.ts';
import { alter } from './alter.ts';
import { dialectOver } from './dialect.ts';
import type { Lent } from './pool.ts';
import type { Answer } from './session.ts';

/** Somebody else changes the rows that a step changes: it is made again, so many times. */
const mostTries = 20;

const none: Answer = { rows: [], affected: 0, insertId: 0 };

/** What is told of a change of the schema that is there already, by the server's numbers. */
const alreadySo = new Set([
  1007, // database exists
  1050, // table exists
  1051, // unknown table, to be dropped
  1060, // column exists
  1061, // index exists
  1091, // nothing there to be dropped
  1146, // no such table: it has its new name
  1826, // constraint exists
]);

export interface StepOptions {
  readonly name: string;
  readonly index: number;
  readonly worker: Lent;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Makes one step of a migration unless it is noted as made. One that changes rows is made in the transaction that notes it.
 * One that changes the schema is noted as begun first, so that what a process had done that was killed after it is found.
 */
export async function makeStep(step: MigrationStep, options: StepOptions): Promise<void> {
  const { session } = options.worker;
  for (let tries = 1; ; tries += 1) {
    try {
      return await tryStep(step, options);
    } catch (error) {
      await session.run({ sql: 'rollback' }).catch(() => undefined);
      if (!hasCode(error, 'sql.conflict') || tries === mostTries) throw error;
      await options.clock.sleep(tries * 20);
    }
  }
}

async function tryStep(step: MigrationStep, { name, index, worker, clock, logger }: StepOptions): Promise<void> {
  const { session, server } = worker;
  const place = [name, index + 1] as const;
  const noted = await session.run({ sql: 'select state from ledger_steps where name = ? and step = ?', values: place });
  const state = noted.rows[0]?.state;
  if (state === 'made') return;
  let does: 'nothing' | 'rows' | 'schema' = 'nothing';

  async function run(query: CompiledQuery): Promise<Answer> {
    if (!changesSchema(query)) {
      if (does === 'nothing') await session.run({ sql: 'start transaction' });
      if (does === 'schema') throw new TypeError(`A step of ${name} changes the schema and then rows.`);
      does = 'rows';
      return session.run({ sql: query.sql, values: query.parameters });
    }
    if (does !== 'nothing') throw new TypeError(`A step of ${name} changes more than one thing.`);
    does = 'schema';
    if (state === undefined) await note('begun');
    try {
      await alter(query, { worker, logger });
    } catch (error) {
      if (state !== 'begun' || !alreadySo.has(numberOf(error))) throw error;
      logger.info('a step had been made before its process ended', { name, step: index + 1 });
    }
    return none;
  }

  async function note(as: 'begun' | 'made'): Promise<void> {
    await session.run({
      sql: `insert into ledger_steps (name, step, state, at) values (?, ?, ?, ?)
        on duplicate key update state = values(state), at = values(at)`,
      values: [...place, as, clock.now()],
    });
  }

  await step(new Kysely<AnyTables>({ dialect: dialectOver(run, server.collation) }));
  await note('made');
  // Where it was in no transaction there is nothing to commit.
  await session.run({ sql: 'commit', moment: 'keeping' });
}

function changesSchema({ query, sql }: CompiledQuery): boolean {
  return /^(Create|Alter|Drop)/.test(query.kind) || /^\s*(create|alter|drop|rename|truncate)\b/i.test(sql);
}

/** The server's number of what it told, under the port's words for it. */
function numberOf(error: unknown): number {
  const cause = error instanceof Error ? (error.cause as { readonly errno?: number } | undefined) : undefined;
  return cause?.errno ?? 0;
}
