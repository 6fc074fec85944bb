import { touchTitle } from '../changes/revision.ts';
import { newJob } from '../encode/job-rows.ts';
import { joinBatch } from '../encode/order.ts';
import { sendTickets } from '../encode/tickets.ts';
import { studioErrors } from '../errors.ts';
import { doomFiles, keepFiles, type StoredFile } from '../files.ts';
import { lockTitle } from '../lock-title.ts';
import { onceOrAlways, type TokenKey } from '../once.ts';
import { guessedWork } from '../progress/weights.ts';
import type { Studio, Tx } from '../studio.ts';
import type { TitleRow } from '../tables.ts';
import { titleRow } from '../titles.ts';
import { replacedOf } from './replaced.ts';
import { dropWork } from './undo-replacement.ts';

export interface Replacement {
  readonly id: string;
  /** Stored, and kept by whoever calls until this resolves. */
  readonly file: StoredFile;
  /** What else is done in the same step. */
  also?(tx: Tx): Promise<void>;
}

/**
 * Makes a stored file the film of a title that is there. Name, pictures of its owner's choice, subtitles that were added
 * and where everybody left off stay. A film that plays goes on playing until the new one is whole, and stays if that
 * cannot be. Errors: `studio.no-such-title`, `studio.under-way`, `studio.same-film`, `studio.already-there`.
 */
export async function replaceSource(studio: Studio, replacement: Replacement, key: TokenKey = {}): Promise<void> {
  const { id } = replacement;
  await studio.sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key,
      effect: async () => {
        await begin(studio, tx, replacement);
        await replacement.also?.(tx);
        return true;
      },
    }),
  );
  await sendTickets(studio, 1);
  studio.wake(id);
}

/** What would be refused is refused before the file is stored. Errors: as `replaceSource`. */
export async function checkReplacement(
  db: Tx,
  { id, hash }: { readonly id: string; readonly hash?: string },
): Promise<void> {
  await check(db, await titleRow(db, id), hash);
}

async function check(db: Tx, { id, state }: TitleRow, hash?: string): Promise<void> {
  if (['inspecting', 'planning', 'encoding'].includes(state)) throw studioErrors.error('studio.under-way', { id });
  if (hash === undefined) return;
  const other = await db.selectFrom('titles').select(['id', 'name']).where('live_source', '=', hash).executeTakeFirst();
  if (other?.id === id) throw studioErrors.error('studio.same-film', { id });
  if (other !== undefined) throw studioErrors.error('studio.already-there', { name: other.name });
}

async function begin(studio: Studio, tx: Tx, { id, file }: Replacement): Promise<void> {
  const row = await lockTitle(studio, tx, id);
  await check(tx, row, file.hash);
  const standsBack = row.state === 'ready' && row.version !== null;
  await dropWork(tx, id);
  if (!standsBack && row.source_key !== null) await doomFiles(tx, [row.source_key]);
  await tx
    .updateTable('titles')
    .set({
      ...{ state: 'inspecting' as const, why: null, paused: 0, held: null, findings: '[]' },
      ...{ source_hash: file.hash, source_key: file.key, live_source: file.hash },
      ...{ plan_key: null, plan_hash: null, ladder: null, bytes_wanted: 0 },
      replacing: standsBack ? JSON.stringify(replacedOf(row)) : null,
    })
    .where('id', '=', id)
    .execute();
  await letGoOfPictures(tx, row);
  await touchTitle(tx, id, { wall: true });
  await keepFiles(tx, [file], id);
  await joinBatch(studio, tx, row.batch);
  const job = { title: id, source: file.hash, titleAt: row.added_at, part: 'inspect' as const, sequence: 0 };
  await tx
    .insertInto('jobs')
    .values(
      newJob(studio.makeId(), {
        ...job,
        batch: row.batch,
        task: { kind: 'inspect' },
        work: guessedWork(file.bytes),
      }),
    )
    .execute();
}

/** Cover art of the film before gives way to a picture of the new one; playlists of added subtitles, to its length. */
async function letGoOfPictures(tx: Tx, { id }: TitleRow): Promise<void> {
  await tx
    .updateTable('artwork')
    .set({ origin: 'film' })
    .where('title', '=', id)
    .where('origin', '=', 'cover')
    .execute();
  await tx.updateTable('added_texts').set({ playlist_key: null }).where('title', '=', id).execute();
}
