import type { Finding, StudioTitle } from '../../contracts/index.ts';
import { isoTime } from '../../kit/index.ts';
import { studioErrors } from './errors.ts';
import { metadataOf } from './metadata/title-metadata.ts';
import type { Tx } from './studio.ts';
import type { JobPart, JobState, Ladder, TitleRow } from './tables.ts';

interface JobCount {
  readonly title: string;
  readonly part: JobPart;
  readonly state: JobState;
  readonly count: number;
}

/** A title's row, unless it has been removed. Errors: `studio.no-such-title`. */
export async function titleRow(db: Tx, id: string): Promise<TitleRow> {
  const row = await db
    .selectFrom('titles')
    .selectAll()
    .where('id', '=', id)
    .where('state', '<>', 'removed')
    .executeTakeFirst();
  if (row === undefined) throw studioErrors.error('studio.no-such-title', { id });
  return row;
}

/** One title as its owner sees it. Errors: `studio.no-such-title`. */
export async function showTitle(db: Tx, id: string): Promise<StudioTitle> {
  const row = await titleRow(db, id);
  return viewOf(row, await jobCounts(db, [id]));
}

/** Newest first. `after` is the last id of the page before. */
export async function showTitles(
  db: Tx,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly titles: StudioTitle[]; readonly next?: string }> {
  let query = db.selectFrom('titles').selectAll().where('state', '<>', 'removed');
  if (after !== undefined) query = query.where('id', '<', after);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const ids = page.map(({ id }) => id);
  const counts = await jobCounts(db, ids);
  const titles = page.map((row) => viewOf(row, counts));
  const last = rows.length > limit ? ids.at(-1) : undefined;
  return last === undefined ? { titles } : { titles, next: last };
}

/** Jobs of all titles by state. */
export async function countWork(db: Tx): Promise<StudioTitle['jobs']> {
  const rows = await db
    .selectFrom('jobs')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  return sumByState(rows);
}

async function jobCounts(db: Tx, titles: readonly string[]): Promise<readonly JobCount[]> {
  if (titles.length === 0) return [];
  return db
    .selectFrom('jobs')
    .select(['title', 'part', 'state', ({ fn }) => fn.countAll<number>().as('count')])
    .where('title', 'in', titles)
    .groupBy(['title', 'part', 'state'])
    .execute();
}

function viewOf(row: TitleRow, all: readonly JobCount[]): StudioTitle {
  const counts = all.filter(({ title }) => title === row.id);
  const doneOf = (part: JobPart) => counts.find((count) => count.part === part && count.state === 'done')?.count ?? 0;
  const ladder = row.ladder === null ? undefined : (JSON.parse(row.ladder) as Ladder);
  return {
    id: row.id,
    name: row.name,
    state: row.state === 'removed' ? 'failed' : row.state,
    watchable: row.version !== null,
    ...(row.version === null ? {} : { version: row.version }),
    ...(row.duration_seconds === null ? {} : { durationSeconds: row.duration_seconds }),
    findings: [...JSON.parse(row.findings), ...JSON.parse(row.asides ?? '[]')] as Finding[],
    rungs: (ladder?.rungs ?? []).map((rung) => ({
      ...rung,
      chunks: ladder?.chunks ?? 0,
      done: Number(doneOf(rung.name === ladder?.firstLook ? 'first-look' : 'ladder')),
    })),
    jobs: sumByState(counts),
    source: row.source_hash,
    addedAt: isoTime(row.added_at),
    ...(row.why === null ? {} : { why: row.why }),
    metadata: metadataOf(row),
  };
}

function sumByState(rows: readonly { readonly state: JobState; readonly count: number }[]): StudioTitle['jobs'] {
  const sum = (...states: readonly JobState[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((total, { count }) => total + Number(count), 0);
  return { waiting: sum('waiting'), leased: sum('leased'), done: sum('done'), failed: sum('failed') };
}
