import type { Tx } from '../deps.ts';

/** Key of a title's inspection, which is kept for as long as the title; undefined while it is not done. */
export async function acceptedInspection(db: Tx, title: string): Promise<string | undefined> {
  const output = await db
    .selectFrom('outputs')
    .innerJoin('jobs', 'jobs.id', 'outputs.job')
    .select('outputs.key')
    .where('jobs.title', '=', title)
    .where('jobs.part', '=', 'inspect')
    .where('jobs.state', '=', 'done')
    .where('outputs.accepted', '=', 1)
    .executeTakeFirst();
  return output?.key;
}
