import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { hasCode, systemClock } from '../../../kit/index.ts';
import type { Sql } from '../index.ts';
import type { SuiteTables } from './tables.ts';

type Tx = Kysely<SuiteTables>;

/** Another server takes over within this time. */
const patienceMs = 60_000;

/**
 * A transaction that takes effect once, on an engine that conflicts and whose answers are lost: a mark goes down with it,
 * and says afterwards whether it was kept.
 */
export async function change<Result>(store: Sql<SuiteTables>, body: (tx: Tx) => Promise<Result>): Promise<Result> {
  const token = randomUUID();
  const until = systemClock.monotonic() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    let result: { readonly of: Result } | undefined;
    try {
      return await store.transaction(async (tx) => {
        await tx.insertInto('marks').values({ token }).execute();
        const made = await body(tx);
        result = { of: made };
        return made;
      });
    } catch (error) {
      if (hasCode(error, 'sql.uncertain') && result !== undefined && (await isThere(store, token))) return result.of;
      if (!isOfTheMoment(error) || systemClock.monotonic() > until) throw error;
    }
    await systemClock.sleep(Math.random() * Math.min(50, 2 ** tries));
  }
}

/** Reads and whatever else twice does no harm to, until it is answered. */
export async function sure<Result>(ask: () => Promise<Result>): Promise<Result> {
  const until = systemClock.monotonic() + patienceMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isOfTheMoment(error) || systemClock.monotonic() > until) throw error;
    }
    await systemClock.sleep(5);
  }
}

async function isThere(store: Sql<SuiteTables>, token: string): Promise<boolean> {
  const query = store.db.selectFrom('marks').select('token').where('token', '=', token);
  return (await sure(() => query.executeTakeFirst())) !== undefined;
}

function isOfTheMoment(error: unknown): boolean {
  return ['sql.conflict', 'sql.uncertain', 'sql.unavailable'].some((code) => hasCode(error, code));
}
