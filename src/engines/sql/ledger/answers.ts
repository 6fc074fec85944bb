import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type Clock, canonicalJson, type JsonValue } from '../../../kit/index.ts';
import { sqlErrors } from '../errors.ts';
import type { AnyTables, Once, Sql } from '../index.ts';
import type { LedgerTables } from './tables.ts';

/** How long an answer is kept for its token. */
const keptMs = 24 * 3600 * 1000;

/** Twice is once: see Once. */
export function makeOnce({ clock }: { readonly clock: Clock }): Once {
  return async <Answer extends JsonValue>(
    on: Kysely<AnyTables>,
    key: { readonly token: string; readonly request: JsonValue },
    effect: () => Promise<Answer>,
  ): Promise<Answer> => {
    const tx: Kysely<LedgerTables> = on;
    const { token } = key;
    const request = createHash('sha256').update(canonicalJson(key.request)).digest('hex');
    const known = await tx.selectFrom('ledger_answers').selectAll().where('token', '=', token).executeTakeFirst();
    if (known !== undefined && known.at > clock.now() - keptMs) {
      if (known.request !== request) throw sqlErrors.error('request.token-conflict');
      return JSON.parse(known.answer) as Answer;
    }
    const answer = await effect();
    if (known !== undefined) await tx.deleteFrom('ledger_answers').where('token', '=', token).execute();
    const row = { token, request, answer: JSON.stringify(answer), at: clock.now() };
    await tx.insertInto('ledger_answers').values(row).execute();
    return answer;
  };
}

/** Drops answers from before a moment, in Unix milliseconds. Nothing younger than 24 h should be dropped. */
export async function forgetOldAnswers(sql: Sql<AnyTables>, beforeMs: number): Promise<void> {
  const db: Kysely<LedgerTables> = sql.db;
  await db.deleteFrom('ledger_answers').where('at', '<', beforeMs).execute();
}
