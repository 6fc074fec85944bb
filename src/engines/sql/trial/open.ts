import type { CompiledQuery, Kysely } from 'kysely';
import type { Dice } from '../../../host/index.ts';
import { sqlErrors } from '../errors.ts';
import type { Sql } from '../index.ts';
import { type Around, around, onlyReads } from '../statements.ts';
import { oldAnswers } from './old-answers.ts';

/** How often a network and two masters spoil what is asked. More than any network does: a trial is short. */
const shares = {
  /** A transaction in which a statement is answered by a deadlock. */
  deadlock: 0.02,
  /** One that is refused when all its statements have been. */
  conflictAtCommit: 0.05,
  /** One whose commit is never answered: half of these were kept. */
  lostCommit: 0.01,
  /** A single statement that changes rows: refused; done, and its answer lost. */
  conflict: 0.03,
  lostAnswer: 0.01,
  /** A read that is not answered. */
  lostRead: 0.002,
  /** A statement inside a transaction that waits: the embedded engine's only writer waits with it. */
  slowInside: 0.02,
  /** A pick some of whose rows somebody else has locked. */
  locked: 0.1,
};

const insideMs = 5;

/**
 * Makes an engine behave as one on a network with two masters may, by chance: conflicts at a statement and at the
 * commit, answers that are lost after the effect and before it, delays, locked rows, stale reads that are stale.
 */
export function trialSql<Tables>(inner: Sql<Tables>, dice: Dice): Sql<Tables> {
  return {
    ...inner,
    db: around(inner.db, single),
    stale: around(inner.stale, oldAnswers(dice)),

    async transaction(body) {
      await dice.delay();
      const luck = luckOf(dice);
      const result = await inner.transaction(async (tx) => {
        const answer = await body(inside(tx, luck));
        // A body that went on after a deadlock changes nothing about it.
        if (luck.isDead || luck.conflictsAtCommit) throw sqlErrors.error('sql.conflict');
        if (luck.commit === 'lost before') throw sqlErrors.error('sql.uncertain');
        return answer;
      });
      await dice.delay();
      if (luck.commit === 'lost after') throw sqlErrors.error('sql.uncertain');
      return result;
    },

    async pick(query) {
      const rows = await inner.pick(query);
      if (!dice.happens(shares.locked)) return rows;
      return rows.filter(() => dice.happens(0.5));
    },
  };

  async function single<Result>(query: CompiledQuery, run: () => Promise<Result>): Promise<Result> {
    await dice.delay();
    if (onlyReads(query)) {
      if (dice.happens(shares.lostRead)) throw unanswered();
      return run();
    }
    if (dice.happens(shares.conflict)) throw sqlErrors.error('sql.conflict');
    const result = await run();
    if (dice.happens(shares.lostAnswer)) throw sqlErrors.error('sql.uncertain');
    return result;
  }

  function inside(tx: Kysely<Tables>, luck: Luck): Kysely<Tables> {
    const by: Around = async (_, run) => {
      if (dice.happens(shares.slowInside)) await dice.delay(insideMs);
      if (luck.statementsLeft === 0) luck.isDead = true;
      luck.statementsLeft -= 1;
      if (luck.isDead) throw sqlErrors.error('sql.conflict');
      return run();
    };
    return around(tx, by);
  }
}

/** What will happen to one transaction. */
interface Luck {
  readonly conflictsAtCommit: boolean;
  readonly commit: 'answered' | 'lost before' | 'lost after';
  /** Until the deadlock. */
  statementsLeft: number;
  isDead: boolean;
}

function luckOf(dice: Dice): Luck {
  const lost = dice.happens(shares.lostCommit);
  return {
    conflictsAtCommit: dice.happens(shares.conflictAtCommit),
    commit: lost ? (dice.happens(0.5) ? 'lost after' : 'lost before') : 'answered',
    statementsLeft: dice.happens(shares.deadlock) ? dice.pick(4) : Number.POSITIVE_INFINITY,
    isDead: false,
  };
}

function unanswered(): Error {
  return sqlErrors.error('sql.unavailable', { database: 'on trial', why: 'its answer was lost' });
}
