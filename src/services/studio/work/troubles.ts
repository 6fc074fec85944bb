import type { OutputOf, studioContract } from '../../../contracts/index.ts';
import { isoTime } from '../../../kit/index.ts';
import type { Studio, Tx } from '../studio.ts';

type Trouble = NonNullable<OutputOf<(typeof studioContract)['calls']['work']>['troubles']>[number];

export interface NewTrouble {
  readonly code: string;
  readonly sentence: string;
  readonly title?: string;
}

const shown = 20;
/** How many are kept; the sweep takes older ones. */
const kept = 200;

/** Notes that something went wrong, for the owner to read. */
export async function noteTrouble(
  studio: Pick<Studio, 'clock' | 'makeId'>,
  tx: Tx,
  trouble: NewTrouble,
): Promise<void> {
  const { code, sentence, title } = trouble;
  const row =
    title === undefined
      ? undefined
      : await tx.selectFrom('titles').select('name').where('id', '=', title).executeTakeFirst();
  await tx
    .insertInto('troubles')
    .values({
      id: studio.makeId(),
      at: studio.clock.now(),
      code,
      sentence,
      title: title ?? null,
      name: row?.name ?? null,
    })
    .execute();
}

/** Newest first. */
export async function lastTroubles(db: Tx): Promise<Trouble[]> {
  const rows = await db.selectFrom('troubles').selectAll().orderBy('id', 'desc').limit(shown).execute();
  return rows.map(({ at, code, sentence, title, name }) => ({
    at: isoTime(Number(at)),
    code,
    sentence,
    ...(title === null ? {} : { title }),
    ...(name === null ? {} : { name }),
  }));
}

export async function forgetOldTroubles(db: Tx): Promise<void> {
  const oldest = await db
    .selectFrom('troubles')
    .select('id')
    .orderBy('id', 'desc')
    .offset(kept)
    .limit(1)
    .executeTakeFirst();
  if (oldest !== undefined) await db.deleteFrom('troubles').where('id', '<=', oldest.id).execute();
}
