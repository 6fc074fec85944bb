import type { StudioDeps, Tx } from '../deps.ts';
import type { JobPart, JobRow } from '../tables.ts';

/**
 * What is done first: all that makes a film watchable comes before what only makes it better. Within a rank batches
 * take turns by the CPU seconds that they were given, so that a folder of a thousand films does not keep a single one
 * waiting; within a batch the least urgency comes first.
 */
export const ranks: Readonly<Record<JobPart, number>> = {
  inspect: 0,
  listen: 0,
  'first-look': 0,
  audio: 0,
  text: 0,
  scout: 0,
  stills: 0,
  captions: 1,
  thumbs: 1,
  ladder: 1,
  'verify-look': 0,
  verify: 1,
};
const lastRank = 1;

type Batches = Pick<StudioDeps, 'sql'>;

/** What can be watched already is only made better, whatever is done of it. */
export function rankFor({ version }: { readonly version: string | null }, part: JobPart): number {
  return version === null ? ranks[part] : lastRank;
}

/** The waiting job that comes next; every step is a look into an index. */
export async function bestJob(studio: Batches, tx: Tx): Promise<JobRow | undefined> {
  for (let rank = 0; rank <= lastRank; rank += 1) {
    const batch = await batchInTurn(tx, rank);
    if (batch === undefined) continue;
    return tx
      .selectFrom('jobs')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('runnable', '=', 1)
      .where('rank', '=', rank)
      .where('batch', '=', batch)
      .orderBy('urgency')
      .orderBy('title')
      .orderBy('sequence')
      .limit(1)
      .executeTakeFirst();
  }
  return jobOfForgottenBatch(studio, tx);
}

/** More is asked of a film whose batch was finished long ago: a still, another version. Its batch joins anew. */
async function jobOfForgottenBatch(studio: Batches, tx: Tx): Promise<JobRow | undefined> {
  const job = await tx
    .selectFrom('jobs')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('runnable', '=', 1)
    .orderBy('rank')
    .orderBy('urgency')
    .limit(1)
    .executeTakeFirst();
  if (job !== undefined) await joinBatch(studio, tx, job.batch);
  return job;
}

async function batchInTurn(tx: Tx, rank: number): Promise<string | undefined> {
  const row = await tx
    .selectFrom('batches')
    .select('name')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('jobs')
          .select('jobs.id')
          .where('jobs.state', '=', 'waiting')
          .where('jobs.runnable', '=', 1)
          .where('jobs.rank', '=', rank)
          .whereRef('jobs.batch', '=', 'batches.name'),
      ),
    )
    .orderBy('served')
    .limit(1)
    .executeTakeFirst();
  return row?.name;
}

/** What a batch was given counts when turns are taken. */
export async function countService(tx: Tx, { batch, weight }: Pick<JobRow, 'batch' | 'weight'>): Promise<void> {
  await tx
    .updateTable('batches')
    .set(({ eb }) => ({ served: eb('served', '+', weight) }))
    .where('name', '=', batch)
    .execute();
}

/** A batch that was away gets no credit for that: it joins level with the one that was served least of those at work. */
export async function joinBatch({ sql }: Batches, tx: Tx, name: string): Promise<void> {
  const atWork = await tx
    .selectFrom('batches')
    .select('served')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('jobs')
          .select('jobs.id')
          .where('jobs.state', 'in', ['waiting', 'leased'])
          .whereRef('jobs.batch', '=', 'batches.name'),
      ),
    )
    .orderBy('served')
    .limit(1)
    .executeTakeFirst();
  const level = atWork?.served ?? 0;
  if (await sql.insertOnce(tx, 'batches', { row: { name, served: level }, keys: ['name'] })) return;
  const behind = tx.updateTable('batches').set({ served: level }).where('name', '=', name);
  await behind.where('served', '<', level).execute();
}

/** Batches whose last title has been finished are forgotten; `''`, of those that came alone, stays. */
export async function forgetBatches(db: Tx): Promise<void> {
  await db
    .deleteFrom('batches')
    .where('name', '<>', '')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('titles')
            .select('titles.id')
            .where('titles.state', 'in', ['inspecting', 'planning', 'encoding', 'failed', 'cancelled', 'removed'])
            .whereRef('titles.batch', '=', 'batches.name'),
        ),
      ),
    )
    .execute();
}

/** A title's urgency: its age, and later by the work, in CPU seconds, that lies before what is wanted. */
export function urgencyOf(titleAt: number, work: number): number {
  return Math.round(titleAt + work * 1000);
}
