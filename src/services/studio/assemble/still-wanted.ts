import { lockIfThere } from '../lock-title.ts';
import type { Studio, Tx } from '../studio.ts';

/** True where a title is still being encoded by the plan that something was made by. Locks it. */
export async function stillWanted(
  studio: Studio,
  tx: Tx,
  { title, planHash }: { readonly title: string; readonly planHash: string },
): Promise<boolean> {
  const row = await lockIfThere(studio, tx, title);
  return row?.state === 'encoding' && row.plan_hash === planHash;
}
