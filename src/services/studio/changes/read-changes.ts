import type { Tx } from '../studio.ts';
import { layOutWall, letterOf, placesOfJob } from '../wall/layout.ts';
import { ladderOf } from '../wall/show-wall.ts';

export type WallChange = readonly [row: string, chunk: number, letter: string];

/** What is different since a revision, as it is now. */
export interface Changes {
  readonly revision: number;
  /** Titles that changed; `true` where their own row did, and not only their jobs. */
  readonly titles: readonly string[];
  readonly removed: readonly string[];
  /** Pieces of work by title; `stale` where there are too many, or others than before. */
  readonly walls: ReadonlyMap<string, readonly WallChange[] | 'stale'>;
}

/** More changed pieces than that are read anew at once rather than told one by one. */
const mostPieces = 2_000;
/** Whoever missed more titles than that asks for all of them anew. */
const mostTitles = 500;

/**
 * Everything after a revision up to another, and only of one title where it is named; `resync` where that is more than
 * is worth telling. What is read is bounded, however long somebody was away.
 */
export async function readChanges(
  db: Tx,
  { after, upTo, title }: { readonly after: number; readonly upTo: number; readonly title?: string | undefined },
): Promise<Changes | 'resync'> {
  let titles = db
    .selectFrom('titles')
    .select(['id', 'ladder', 'wall_changed'])
    .where('changed', '>', after)
    .where('changed', '<=', upTo)
    .where('state', '<>', 'removed');
  let removed = db.selectFrom('tombstones').select('title').where('changed', '>', after).where('changed', '<=', upTo);
  let jobs = db
    .selectFrom('jobs')
    .select(['title', 'part', 'sequence', 'state'])
    .where('changed', '>', after)
    .where('changed', '<=', upTo);
  if (title !== undefined) {
    titles = titles.where('id', '=', title);
    removed = removed.where('title', '=', title);
    jobs = jobs.where('title', '=', title);
  }
  const [titleRows, removedRows, jobRows] = await Promise.all([
    titles.limit(mostTitles + 1).execute(),
    removed.limit(mostTitles + 1).execute(),
    jobs.limit(mostPieces + 1).execute(),
  ]);
  if (titleRows.length + removedRows.length > mostTitles) return 'resync';
  const tooMany = jobRows.length > mostPieces;
  const byTitle = Map.groupBy(jobRows, (job) => job.title);
  const walls = new Map<string, readonly WallChange[] | 'stale'>();
  for (const row of titleRows) {
    const changed = byTitle.get(row.id) ?? [];
    if (tooMany || Number(row.wall_changed) > after) walls.set(row.id, 'stale');
    else if (changed.length > 0) {
      const rows = await layOutWall(db, row.id, ladderOf(row));
      walls.set(
        row.id,
        changed.flatMap((job) =>
          placesOfJob(rows, job).map(([name, chunk]): WallChange => [name, chunk, letterOf(job.state)]),
        ),
      );
    }
  }
  return {
    revision: upTo,
    titles: titleRows.map(({ id }) => id),
    removed: removedRows.map((row) => row.title),
    walls,
  };
}

/** Titles whose changes appeared behind what was looked at: told as they are now, their pieces to be asked for anew. */
export async function readLate(db: Tx, revision: number, titles: readonly string[]): Promise<Changes | 'resync'> {
  if (titles.length > mostTitles) return 'resync';
  const there = db.selectFrom('titles').select('id').where('id', 'in', titles).where('state', '<>', 'removed');
  const gone = db.selectFrom('tombstones').select('title').where('title', 'in', titles);
  const [present, removed] = titles.length === 0 ? [[], []] : await Promise.all([there.execute(), gone.execute()]);
  return {
    revision,
    titles: present.map(({ id }) => id),
    removed: removed.map(({ title }) => title),
    walls: new Map(present.map(({ id }) => [id, 'stale'])),
  };
}

/** Below this revision it is no longer known which titles were removed. */
export async function oldestKnown(db: Tx): Promise<number> {
  const row = await db.selectFrom('revisions').select('value').where('name', '=', 'forgotten').executeTakeFirst();
  return Number(row?.value ?? 0);
}
