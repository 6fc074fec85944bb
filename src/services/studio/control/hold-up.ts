import { touchTitle } from '../changes/revision.ts';
import { sendTickets } from '../encode/tickets.ts';
import { lockTitle } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import type { Studio, Tx } from '../studio.ts';
import type { TitleRow } from '../tables.ts';

/** Holds a title up, or goes on with it. What is being encoded is finished. Errors: `studio.no-such-title`. */
export async function setPaused(
  studio: Studio,
  { id, paused }: { readonly id: string; readonly paused: boolean },
  token: string | undefined,
): Promise<void> {
  const waiting = await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request: { call: paused ? 'pause' : 'resume', id } },
      effect: async () => {
        const row = await lockTitle(studio, tx, id);
        const wanted = { paused: paused ? 1 : 0 };
        if (row.paused === wanted.paused) return 0;
        await tx.updateTable('titles').set(wanted).where('id', '=', id).execute();
        return (await applyHolds(tx, { ...row, ...wanted })).runnable;
      },
    }),
  );
  if (waiting > 0) await sendTickets(studio, waiting);
  studio.wake(id);
}

/** Lets a locked title's jobs run, or not, as its row says. Resolves to how many wait that may run. */
export async function applyHolds(
  tx: Tx,
  { id, paused, held }: Pick<TitleRow, 'id' | 'paused' | 'held'>,
): Promise<{ readonly runnable: number }> {
  await touchTitle(tx, id);
  const runs = paused === 0 && held === null;
  await tx
    .updateTable('jobs')
    .set({ runnable: runs ? 1 : 0 })
    .where('title', '=', id)
    .where('state', '<>', 'done')
    .execute();
  if (!runs) return { runnable: 0 };
  const waiting = tx.selectFrom('jobs').select(({ fn }) => fn.countAll<number>().as('count'));
  const row = await waiting.where('title', '=', id).where('state', '=', 'waiting').executeTakeFirstOrThrow();
  return { runnable: Number(row.count) };
}
