import { replacedVersionLife, titleRemoved } from '../../../contracts/index.ts';
import { touchTitle } from '../changes/revision.ts';
import { cancelJobs } from '../encode/fail-title.ts';
import { studioErrors } from '../errors.ts';
import { tellHooks } from '../hooks/tell-hooks.ts';
import { onceOrAlways } from '../once.ts';
import type { Studio } from '../studio.ts';

/**
 * Hides a title at once and ends its work. It stays on the shelf for a while, at least until the last signed address has
 * expired; with `now` its files go as soon as they are swept. Errors: `studio.no-such-title`.
 */
export async function removeTitle(
  studio: Studio,
  { id, now }: { readonly id: string; readonly now: boolean },
  token: string | undefined,
): Promise<void> {
  const { clock, config, sql, tell } = studio;
  await sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request: { call: 'remove', id, now } },
      effect: async () => {
        const row = await sql.lock(tx, 'titles', { id });
        const again = row?.state === 'removed';
        if (row === undefined || (again && !now)) throw studioErrors.error('studio.no-such-title', { id });
        const life = row.version === null ? 0 : replacedVersionLife(config.urlTtlSeconds) * 1000;
        const purge_at = clock.now() + (now ? 0 : Math.max(life, config.keepRemovedMs));
        await tx
          .updateTable('titles')
          .set({
            state: 'removed',
            live_source: null,
            purge_at,
            ...(again ? {} : { removed_from: row.state, removed_at: clock.now() }),
          })
          .where('id', '=', id)
          .execute();
        if (again) return true;
        const changed = await touchTitle(tx, id);
        await sql.upsert(tx, 'tombstones', { row: { title: id, changed, at: clock.now() }, keys: ['title'] });
        await cancelJobs(tx, id);
        await tellHooks(studio, tx, { type: 'title.removed', title: id });
        await tell(tx, { type: titleRemoved.type, topic: titleRemoved.topic, key: id, payload: { id } });
        return true;
      },
    }),
  );
}
