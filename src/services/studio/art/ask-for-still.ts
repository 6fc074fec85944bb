import type { StillsTask } from '../../../contracts/index.ts';
import { touchTitle } from '../changes/revision.ts';
import { newJob } from '../encode/job-rows.ts';
import { joinBatch } from '../encode/order.ts';
import { sendTickets } from '../encode/tickets.ts';
import { studioErrors } from '../errors.ts';
import { lockTitle } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import { readPlan } from '../plan/read-plan.ts';
import { chosenTask } from '../plan/tasks-after.ts';
import type { Studio, Tx } from '../studio.ts';
import type { ArtOrigin, TitleRow } from '../tables.ts';
import { titleRow } from '../titles.ts';
import { placeOf } from './still-places.ts';

export interface WantedStill {
  readonly title: TitleRow;
  /** Content hash of what the pictures are made of: the film, or a picture that is stored as `art`. */
  readonly source: string;
  readonly task: StillsTask;
  readonly origin: ArtOrigin;
}

/** Gives out the job that makes a locked title's poster or backdrop anew. The caller sends its ticket. */
export async function askForStill(studio: Studio, tx: Tx, wanted: WantedStill): Promise<void> {
  const { title, source, task, origin } = wanted;
  const rows = await tx
    .selectFrom('jobs')
    .select('sequence')
    .where('title', '=', title.id)
    .where('part', '=', 'stills')
    .execute();
  const sequence = placeOf(
    origin,
    rows.map((row) => row.sequence),
  );
  const job = { title: title.id, source, titleAt: title.added_at, batch: title.batch, sequence, task };
  await tx
    .insertInto('jobs')
    .values(newJob(studio.makeId(), { ...job, part: 'stills' }))
    .execute();
  // Its batch may have been done with long ago.
  await joinBatch(studio, tx, title.batch);
  await touchTitle(tx, title.id, { wall: true });
}

/**
 * Makes the poster or the backdrop of the picture at a place in the film, seconds from its start; it is there when
 * its job has been done. Errors: `studio.no-such-title`, `studio.no-plan-yet`, `studio.source-gone`.
 */
export async function chooseStill(
  studio: Studio,
  { id, kind, at }: { readonly id: string; readonly kind: 'poster' | 'backdrop'; readonly at: number },
  token: string | undefined,
): Promise<void> {
  const title = await titleRow(studio.sql.db, id);
  if (title.plan_key === null) throw studioErrors.error('studio.no-plan-yet', { id });
  if (title.source_key === null) throw studioErrors.error('studio.source-gone', { id });
  const task = chosenTask(await readPlan(studio, title.plan_key), kind, at);
  await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request: { call: 'chooseStill', id, kind, at } },
      effect: async () => {
        const row = await lockTitle(studio, tx, id);
        // By another plan that place may show another picture.
        if (row.plan_key !== title.plan_key) throw studioErrors.error('studio.no-plan-yet', { id });
        await askForStill(studio, tx, { title: row, source: row.source_hash, task, origin: 'owner' });
        return true;
      },
    }),
  );
  await sendTickets(studio, 1);
}
