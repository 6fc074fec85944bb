import { doomFiles } from '../files.ts';
import type { Tx } from '../studio.ts';

/** A plan goes with the last that stands on it: its title, a version. */
export async function dropPlanUnlessUsed(tx: Tx, key: string): Promise<void> {
  const title = await tx.selectFrom('titles').select('id').where('plan_key', '=', key).executeTakeFirst();
  const version = await tx.selectFrom('versions').select('title').where('plan_key', '=', key).executeTakeFirst();
  if (title === undefined && version === undefined) await doomFiles(tx, [key]);
}
