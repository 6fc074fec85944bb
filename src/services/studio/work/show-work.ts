import type { OutputOf, studioContract } from '../../../contracts/index.ts';
import type { Studio } from '../studio.ts';
import { countWork } from '../titles.ts';
import { encodersAtWork } from './encoders.ts';
import { lastTroubles } from './troubles.ts';

export type Work = OutputOf<(typeof studioContract)['calls']['work']>;

/** How much there is to do, who does it, what stands in the way. */
export async function showWork({ sql, clock, disk }: Studio): Promise<Work> {
  const { db } = sql;
  const unfinished = db.selectFrom('uploads').select(({ fn }) => fn.countAll<number>().as('count'));
  const [jobs, uploads, encoders, troubles, seen] = await Promise.all([
    countWork(db),
    unfinished.where('title', 'is', null).executeTakeFirstOrThrow(),
    encodersAtWork(db, clock.now()),
    lastTroubles(db),
    disk.now() ?? disk.look(),
  ]);
  return { jobs, uploads: Number(uploads.count), encoders, troubles, ...(seen === undefined ? {} : { disk: seen }) };
}
