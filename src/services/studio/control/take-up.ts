import { touchTitle } from '../changes/revision.ts';
import { joinBatch } from '../encode/order.ts';
import { sendTickets } from '../encode/tickets.ts';
import { studioErrors } from '../errors.ts';
import { lockTitle } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import type { Studio, Tx } from '../studio.ts';
import type { TitleRow } from '../tables.ts';

/**
 * Takes up a failed or cancelled title where it stopped: what is done stays done.
 * Errors: `studio.no-such-title`, `studio.nothing-to-retry`, `studio.source-gone`.
 */
export async function retryTitle(studio: Studio, id: string, token: string | undefined): Promise<void> {
  const waiting = await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request: { call: 'retry', id } },
      effect: async () => {
        const row = await lockTitle(studio, tx, id);
        if (row.state === 'refused') throw studioErrors.error('studio.source-gone', { id });
        if (row.state !== 'failed' && row.state !== 'cancelled') {
          throw studioErrors.error('studio.nothing-to-retry', { id });
        }
        if (row.source_key === null) throw studioErrors.error('studio.source-gone', { id });
        return takeUp(studio, tx, row);
      },
    }),
  );
  if (waiting > 0) await sendTickets(studio, waiting);
  studio.wake(id);
}

/** Every job of a locked title that is not done waits again, with all its tries. Resolves to how many do. */
export async function takeUp(studio: Studio, tx: Tx, row: TitleRow): Promise<number> {
  const { id } = row;
  const changed = await touchTitle(tx, id);
  await joinBatch(studio, tx, row.batch);
  const anew = { failures: 0, losses: 0, lease: null, lease_until: null, leased_at: null, receipt: null };
  const { numUpdatedRows } = await tx
    .updateTable('jobs')
    .set({ ...anew, state: 'waiting', encoder: null, progress: 0, runnable: 1, changed })
    .where('title', '=', id)
    .where('state', 'in', ['failed', 'cancelled'])
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('titles')
    .set({ state: await stageOf(tx, row), why: null, paused: 0, held: null })
    .where('id', '=', id)
    .execute();
  return Number(numUpdatedRows);
}

async function stageOf(tx: Tx, { id, plan_key }: TitleRow): Promise<'inspecting' | 'planning' | 'encoding'> {
  if (plan_key !== null) return 'encoding';
  const inspection = tx.selectFrom('jobs').select('state').where('title', '=', id).where('part', '=', 'inspect');
  return (await inspection.executeTakeFirst())?.state === 'done' ? 'planning' : 'inspecting';
}
