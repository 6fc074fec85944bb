import type { Kysely } from 'kysely';
import type { FollowedEvent } from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import {
  bury,
  countDeadLetters,
  deadLetters,
  heldUpKeys,
  takeDeadLetter,
} from '../../engines/sql/ledger/dead-letters.ts';
import { advance, newOnes, position } from '../../engines/sql/ledger/positions.ts';
import type { Clock } from '../../kit/index.ts';
import { followingErrors, heldUp } from './errors.ts';
import type { Keeping, ReadRecord } from './keeping.ts';

export interface KeepInSqlOptions<Tables> {
  readonly topic: string;
  readonly read: ReadRecord;
  readonly apply: (tx: Kysely<Tables>, events: readonly FollowedEvent[]) => Promise<void>;
  readonly clock: Clock;
}

/**
 * Position, ids of events and dead letters in the service's tables, in the transaction of the effects: each takes effect
 * once. The position moves on only from where its mover believed it to be, so of two who follow at once one is undone.
 */
export function keepInSql<Tables>(sql: Sql<Tables>, options: KeepInSqlOptions<Tables>): Keeping {
  const { topic, read, apply, clock } = options;

  async function moveOn(tx: Kysely<Tables>, partition: number, move: { from: number; to: number }): Promise<void> {
    if (!(await advance(sql, tx, { topic, partition, ...move }))) throw followingErrors.error('following.overtaken');
  }

  async function applyNew(tx: Kysely<Tables>, events: readonly (FollowedEvent | undefined)[]): Promise<void> {
    const known = events.filter((event) => event !== undefined);
    const fresh = new Set(await newOnes(tx, [...new Set(known.map(({ id }) => id))]));
    // Told twice in one run, the first counts.
    const once = known.filter(({ id }) => fresh.delete(id));
    if (once.length > 0) await apply(tx, once);
  }

  return {
    position: ({ owned: { partition } }) => position(sql, topic, partition),
    async take({ membership, owned }, from, { records, next }) {
      const { partition } = owned;
      await sql.transaction(async (tx) => {
        // First of all: it keeps out whoever else takes the same.
        await moveOn(tx, partition, { from, to: next });
        const held = await heldUpKeys(tx, topic, [...new Set(records.map(({ key }) => key))]);
        const at = clock.now();
        for (const { offset, key, value } of records.filter((record) => held.has(record.key)))
          await bury(tx, { topic, partition, place: offset, key, value, code: '', sentence: heldUp, at });
        const free = records.filter(({ key }) => !held.has(key));
        await applyNew(
          tx,
          free.map(({ offset, value }) => read({ partition, offset, value })),
        );
      });
      // So that the log knows what has been read; what counts is in the tables.
      await membership.mark(owned, next);
    },
    async bury({ owned: { partition } }, from, letter) {
      await sql.transaction(async (tx) => {
        await moveOn(tx, partition, { from, to: letter.place + 1 });
        await bury(tx, { topic, ...letter });
      });
    },
    letters: (limit) => deadLetters(sql, topic, limit),
    countLetters: () => countDeadLetters(sql, topic),
    retry: (letter) =>
      sql.transaction(async (tx) => {
        if (!(await takeDeadLetter(tx, { topic, ...letter }))) return false;
        await applyNew(tx, [read({ ...letter, offset: letter.place })]);
        return true;
      }),
  };
}
