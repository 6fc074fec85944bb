import { doomFiles } from '../files.ts';
import type { Tx } from '../studio.ts';
import type { TitleRow } from '../tables.ts';

/** What a ready title was before another file began to take its film's place: all that its current version does not know. */
export interface Replaced {
  readonly sourceHash: string;
  readonly sourceKey: string | null;
  readonly findings: string;
  readonly durationSeconds: number | null;
}

export function replacedOf(row: TitleRow): Replaced {
  const { source_hash: sourceHash, source_key: sourceKey, duration_seconds: durationSeconds, findings } = row;
  return { sourceHash, sourceKey, findings, durationSeconds };
}

export function readReplaced({ replacing }: Pick<TitleRow, 'replacing'>): Replaced | undefined {
  return replacing === null ? undefined : (JSON.parse(replacing) as Replaced);
}

/** The new film is the title's: the file of the one before goes. */
export async function settleReplacement(tx: Tx, row: Pick<TitleRow, 'id' | 'replacing'>): Promise<void> {
  const before = readReplaced(row);
  if (before === undefined) return;
  if (before.sourceKey !== null) await doomFiles(tx, [before.sourceKey]);
  await tx.updateTable('titles').set({ replacing: null }).where('id', '=', row.id).execute();
}
