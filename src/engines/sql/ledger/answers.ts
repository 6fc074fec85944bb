import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { canonicalJson, type JsonValue } from '../../../kit/index.ts';
import { sqlErrors } from '../errors.ts';
import type { AnyTables, Once, Sql } from '../index.ts';
import type { LedgerTables } from './tables.ts';

/** How long an answer is kept for its token. */
const keptMs = 24 * 3600 * 1000;

/** What stands for an answer while its effect is being made. */
const noneYet = '';

/**
 * Twice is once: see Once. The token's row is taken before the effect, so that of two requests at once the second waits
 * for the first, or is the one that conflicts.
 */
export function makeOnce<Tables>(sql: Sql<Tables>): Once {
  const ledger = sql as unknown as Sql<LedgerTables>;
  return async <Answer extends JsonValue>(
    on: Kysely<AnyTables>,
    key: { readonly token: string; readonly request: JsonValue },
    effect: () => Promise<Answer>,
  ): Promise<Answer> => {
    const tx: Kysely<LedgerTables> = on;
    const { token } = key;
    const request = createHash('sha256').update(canonicalJson(key.request)).digest('hex');
    const now = await ledger.now(tx);
    const row = { token, request, answer: noneYet, at: now };
    if (!(await ledger.insertOnce(tx, 'ledger_answers', { row, keys: ['token'] }))) {
      const known = await ledger.lock(tx, 'ledger_answers', { token });
      if (known !== undefined && known.answer !== noneYet && known.at > now - keptMs) {
        if (known.request !== request) throw sqlErrors.error('request.token-conflict');
        return JSON.parse(known.answer) as Answer;
      }
    }
    const answer = await effect();
    const answered = { ...row, answer: JSON.stringify(answer) };
    await ledger.upsert(tx, 'ledger_answers', { row: answered, keys: ['token'] });
    return answer;
  };
}

/** Drops answers from before a moment, in Unix milliseconds. Nothing younger than 24 h should be dropped. */
export async function forgetOldAnswers(sql: Sql<AnyTables>, beforeMs: number): Promise<void> {
  const db: Kysely<LedgerTables> = sql.db;
  await db.deleteFrom('ledger_answers').where('at', '<', beforeMs).execute();
}
