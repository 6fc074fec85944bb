import type { Presentation } from '../../../contracts/index.ts';
import { touchTitle } from '../changes/revision.ts';
import { takeUp } from '../control/take-up.ts';
import { sendTickets } from '../encode/tickets.ts';
import { studioErrors } from '../errors.ts';
import { tellHooks } from '../hooks/tell-hooks.ts';
import { onceOrAlways } from '../once.ts';
import { tellEncoded } from '../publish/make-current.ts';
import type { Studio, Tx } from '../studio.ts';
import type { TitleRow } from '../tables.ts';

/** Takes a removal back while its files are there. Errors: `studio.no-such-title`, `studio.gone`. */
export async function restoreTitle(studio: Studio, id: string, token: string | undefined): Promise<void> {
  const waiting = await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request: { call: 'restore', id } },
      effect: async () => {
        const row = await studio.sql.lock(tx, 'titles', { id });
        if (row === undefined) throw studioErrors.error('studio.no-such-title', { id });
        if (row.state !== 'removed') return 0;
        await checkThatItCan(studio, tx, row);
        return bringBack(studio, tx, row);
      },
    }),
  );
  if (waiting > 0) await sendTickets(studio, waiting);
  studio.wake(id);
}

async function checkThatItCan(studio: Studio, tx: Tx, row: TitleRow): Promise<void> {
  const { id, source_hash } = row;
  const gone = (why: string) => studioErrors.error('studio.gone', { id, why });
  if (Number(row.purge_at) <= studio.clock.now()) throw gone('its files have been taken away');
  if ((await thoseAddedAgain(tx, [source_hash])).has(source_hash)) {
    throw gone('the same film has been added again in the meantime');
  }
}

/** Those of these sources that a title has which is there. */
export async function thoseAddedAgain(db: Tx, sources: readonly string[]): Promise<ReadonlySet<string>> {
  if (sources.length === 0) return new Set();
  const rows = await db.selectFrom('titles').select('live_source').where('live_source', 'in', sources).execute();
  return new Set(rows.flatMap(({ live_source }) => live_source ?? []));
}

async function bringBack(studio: Studio, tx: Tx, row: TitleRow): Promise<number> {
  const { id } = row;
  const state = (row.removed_from ?? 'failed') as TitleRow['state'];
  await tx
    .updateTable('titles')
    .set({ state, live_source: row.source_hash, purge_at: null, removed_from: null, removed_at: null })
    .where('id', '=', id)
    .execute();
  await tx.deleteFrom('tombstones').where('title', '=', id).execute();
  await touchTitle(tx, id, { wall: true });
  await tellHooks(studio, tx, { type: 'title.restored', title: id });
  await tellAgain(studio, tx, row);
  if (!['inspecting', 'planning', 'encoding'].includes(state)) return 0;
  return takeUp(studio, tx, row);
}

/** Followers forgot all of it: each version that still plays is told once more, the current one last. */
async function tellAgain(studio: Studio, tx: Tx, { id, version }: TitleRow): Promise<void> {
  const rows = await tx
    .selectFrom('versions')
    .select(['version', 'presentation', 'complete'])
    .where('title', '=', id)
    .orderBy('published_at')
    .execute();
  const current = rows.filter((row) => row.version === version);
  for (const { presentation, complete } of [...rows.filter((row) => row.version !== version), ...current]) {
    const told = { presentation: JSON.parse(presentation) as Presentation, complete: complete === 1 };
    await tellEncoded(studio, tx, { title: { id }, ...told });
  }
}
