import { applyHolds } from '../control/hold-up.ts';
import { sendTickets } from '../encode/tickets.ts';
import { clearShelf } from '../remove/shelf.ts';
import type { Studio } from '../studio.ts';
import { inWords } from './disk.ts';
import { noteTrouble } from './troubles.ts';

/**
 * Looks at the disk. Where it is nearly full, nothing new is begun; a title that needs more room than there is waits
 * for it, and the others go on. All of it goes on by itself when room is made, which begins with what was removed.
 */
export async function watchRoom(studio: Studio): Promise<void> {
  const before = studio.disk.now()?.held;
  const disk = await studio.disk.look();
  if (disk?.held !== undefined && before === undefined) {
    studio.logger.warn('the disk is nearly full; no new work is begun', { ...disk });
    const trouble = { code: 'studio.no-room', sentence: disk.held };
    await studio.sql
      .transaction((tx) => noteTrouble(studio, tx, trouble))
      .catch((error: unknown) => studio.logger.warn('a full disk could not be noted', { error }));
  }
  if (disk?.held === undefined && before !== undefined) {
    studio.logger.info('there is room again; work goes on');
    await wakeUnderWay(studio);
  }
  const short = await holdTitles(studio);
  if (short || disk?.held !== undefined) await clearShelf(studio);
}

interface Wanting {
  readonly id: string;
  readonly held: string | null;
  readonly wanted: number;
}

/** True where a title has to wait for room. */
async function holdTitles(studio: Studio): Promise<boolean> {
  const { db } = studio.sql;
  const rows = await db
    .selectFrom('titles')
    .select(['id', 'held', 'bytes_wanted'])
    .where('state', '=', 'encoding')
    .orderBy('added_at')
    .execute();
  const titles: Wanting[] = rows.map(({ id, held, bytes_wanted }) => ({ id, held, wanted: Number(bytes_wanted) }));
  let room = studio.disk.room();
  const all = titles.reduce((sum, { wanted }) => sum + wanted, 0);
  if (all <= room && titles.every(({ held }) => held === null)) return false;
  const stored = await storedBytes(studio);
  let short = false;
  for (const { id, held, wanted } of titles) {
    const missing = Math.max(0, wanted - (stored.get(id) ?? 0));
    const fits = missing <= room;
    if (fits) room -= missing;
    else short = true;
    // The numbers in a sentence that is shown already need not follow every byte.
    if (fits === (held === null)) continue;
    const why = fits
      ? null
      : `It needs about ${inWords(missing)}, and the disk has ${inWords(Math.max(0, room))} to spare. Make room, and it resumes by itself.`;
    await setHeld(studio, id, why);
  }
  return short;
}

async function setHeld(studio: Studio, id: string, held: string | null): Promise<void> {
  const { runnable } = await studio.sql.transaction(async (tx) => {
    const row = await studio.sql.lock(tx, 'titles', { id });
    // Another process has said so already.
    if (row === undefined || (row.held === null) === (held === null)) return { runnable: 0 };
    await tx.updateTable('titles').set({ held }).where('id', '=', id).execute();
    if (held !== null) await noteTrouble(studio, tx, { code: 'studio.no-room', sentence: held, title: id });
    return applyHolds(tx, { ...row, held });
  });
  if (runnable > 0) await sendTickets(studio, runnable);
}

/** What the encoding titles have made so far. */
async function storedBytes({ sql }: Studio): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.db
    .selectFrom('files')
    .innerJoin('titles', 'titles.id', 'files.title')
    .select(['titles.id', ({ fn }) => fn.sum<number>('files.bytes').as('bytes')])
    .where('titles.state', '=', 'encoding')
    .where('files.kind', 'in', ['output', 'media'])
    .where('files.state', '=', 'kept')
    .groupBy('titles.id')
    .execute();
  return new Map(rows.map(({ id, bytes }) => [id, Number(bytes)]));
}

async function wakeUnderWay(studio: Studio): Promise<void> {
  const rows = await studio.sql.db
    .selectFrom('titles')
    .select('id')
    .where('state', 'in', ['inspecting', 'planning', 'encoding'])
    .execute();
  for (const { id } of rows) studio.wake(id);
}
