import { forgetChanges, forgetTombstones } from '../changes/revision.ts';
import { forgetBatches } from '../encode/order.ts';
import { dropStrayOutputs } from '../encode/outputs.ts';
import { deleteDoomed } from '../files.ts';
import type { Studio } from '../studio.ts';
import { abortStrayParts, expireUploads } from '../upload/expire-uploads.ts';
import { forgetEncoders } from '../work/encoders.ts';
import { forgetOldTroubles } from '../work/troubles.ts';
import { forgetCancelledJobs, purgeTitles } from './purge-titles.ts';
import { retireVersions } from './retire-versions.ts';

/** Where studio's objects lie; what others may keep in the same store is none of its business. */
const prefixes = ['sources/', 'tails/', 'titles/'];
/** An object without a row that is younger than this is left alone, in case clocks differ. */
const strangerAfterMs = 3_600_000;
/** Removals are remembered so long for pages that come back. */
const newsMs = 86_400_000;

/** Takes away all that nobody needs any more. Cheap: it asks the tables alone. */
export async function sweep(studio: Studio): Promise<void> {
  await retireVersions(studio);
  await purgeTitles(studio);
  await forgetCancelledJobs(studio);
  await expireUploads(studio);
  await dropStrayOutputs(studio);
  await forgetOldNews(studio);
  await expireIntents(studio);
  await deleteDoomed(studio);
}

/** What was told long enough ago. */
async function forgetOldNews({ sql, clock }: Studio): Promise<void> {
  await forgetTombstones(sql, clock.now() - newsMs);
  await forgetChanges(sql.db);
  await forgetOldTroubles(sql.db);
  await forgetEncoders(sql.db, clock.now());
  await forgetBatches(sql.db);
}

/** Walks the whole store for objects without a row. There are none unless tables were restored from a backup. */
export async function walk(studio: Studio): Promise<number> {
  const { sql, objects, clock, logger } = studio;
  let strangers = 0;
  await abortStrayParts(studio);
  for (const prefix of prefixes) {
    let after: string | undefined;
    for (;;) {
      const page = await objects.list(prefix, { limit: 500, ...(after === undefined ? {} : { after }) });
      const old = page.filter(({ modifiedAt }) => modifiedAt < clock.now() - strangerAfterMs).map(({ key }) => key);
      if (old.length > 0) {
        const rows = await sql.db.selectFrom('files').select('key').where('key', 'in', old).execute();
        const known = new Set(rows.map(({ key }) => key));
        const unknown = old.filter((key) => !known.has(key));
        if (unknown.length > 0) {
          logger.warn('objects that no table knows are deleted', { count: unknown.length, first: unknown[0] });
          await objects.delete(unknown);
          strangers += unknown.length;
        }
      }
      after = page.at(-1)?.key;
      if (after === undefined || page.length < 500) break;
    }
  }
  return strangers;
}

/** Files whose storing gave no sign of life: the process that stored them has ended. */
async function expireIntents({ sql, clock }: Studio): Promise<void> {
  await sql.db
    .updateTable('files')
    .set({ state: 'doomed', expires_at: null })
    .where('state', '=', 'intended')
    .where('expires_at', '<=', clock.now())
    .execute();
}
