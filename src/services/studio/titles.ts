import type { Artwork, EncodeSettings, Finding, StudioTitle } from '../../contracts/index.ts';
import { isoTime } from '../../kit/index.ts';
import { artworkOf } from './art/artwork-of.ts';
import { studioErrors } from './errors.ts';
import { metadataOf } from './metadata/title-metadata.ts';
import type { Progress } from './progress/estimate.ts';
import type { Studio, Tx } from './studio.ts';
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
export async function showTitle(studio: Studio, id: string): Promise<StudioTitle> {
  const [title] = await shown(studio, [await titleRow(studio.sql.db, id)]);
  return title as StudioTitle;
}

/** Those of these titles that are there. */
export async function showSome(studio: Studio, ids: readonly string[]): Promise<readonly StudioTitle[]> {
  if (ids.length === 0) return [];
  const select = studio.sql.db.selectFrom('titles').selectAll().where('id', 'in', ids);
  return shown(studio, await select.where('state', '<>', 'removed').execute());
}

/** Newest first. `after` is the last id of the page before. */
export async function showTitles(
  studio: Studio,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly titles: StudioTitle[]; readonly next?: string }> {
  let query = studio.sql.db.selectFrom('titles').selectAll().where('state', '<>', 'removed');
  if (after !== undefined) query = query.where('id', '<', after);
  const rows = await query
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const titles = [...(await shown(studio, page))];
  const last = rows.length > limit ? page.at(-1)?.id : undefined;
  return last === undefined ? { titles } : { titles, next: last };
}

/**
 * Jobs of all titles by state. One has failed where its title has: a file that was turned away is its owner's affair,
 * and what a title can do without stands among its findings.
 */
export async function countWork(db: Tx): Promise<StudioTitle['jobs']> {
  const rows = await db
    .selectFrom('jobs')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .where(({ or, exists, selectFrom, eb }) =>
      or([
        eb('jobs.state', '<>', 'failed'),
        exists(
          selectFrom('titles')
            .select('titles.id')
            .whereRef('titles.id', '=', 'jobs.title')
            .where('titles.state', '=', 'failed'),
        ),
      ]),
    )
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

async function shown(studio: Studio, rows: readonly TitleRow[]): Promise<readonly StudioTitle[]> {
  const ids = rows.map(({ id }) => id);
  const [counts, progress, artwork] = await Promise.all([
    jobCounts(studio.sql.db, ids),
    studio.estimates.of(rows),
    artworkOf(studio.sql.db, ids),
  ]);
  const byTitle = Map.groupBy(counts, ({ title }) => title);
  return rows.map((row) => ({
    ...viewOf(row, { counts: byTitle.get(row.id) ?? [], progress: progress.get(row.id), artwork: artwork.get(row.id) }),
    settings: settingsOf(studio, row),
  }));
}

/** With what a title is encoded: the house's settings, and what was asked for instead. */
export function settingsOf({ config }: Pick<Studio, 'config'>, row: Pick<TitleRow, 'settings'>): EncodeSettings {
  const { preset, crf, shortSides } = config.plan;
  const own = row.settings === null ? {} : (JSON.parse(row.settings) as Partial<EncodeSettings>);
  return { preset: preset as EncodeSettings['preset'], crf, shortSides: [...shortSides], ...own };
}

function viewOf(
  row: TitleRow,
  {
    counts,
    progress,
    artwork,
  }: {
    readonly counts: readonly JobCount[];
    readonly progress: Progress | undefined;
    readonly artwork: Artwork | undefined;
  },
): StudioTitle {
  const why = row.why ?? row.held;
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
      done:
        row.state === 'ready'
          ? (ladder?.chunks ?? 0)
          : Number(doneOf(rung.name === ladder?.firstLook ? 'first-look' : 'ladder')),
    })),
    jobs: sumByState(counts),
    source: row.source_hash,
    addedAt: isoTime(row.added_at),
    ...(why === null ? {} : { why }),
    ...(row.paused === 0 ? {} : { paused: true }),
    ...(row.replacing === null ? {} : { replacing: true }),
    ...(progress === undefined ? {} : { progress }),
    ...(artwork === undefined ? {} : { artwork }),
    metadata: metadataOf(row),
  };
}

function sumByState(rows: readonly { readonly state: JobState; readonly count: number }[]): StudioTitle['jobs'] {
  const sum = (...states: readonly JobState[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((total, { count }) => total + Number(count), 0);
  return { waiting: sum('waiting'), leased: sum('leased'), done: sum('done'), failed: sum('failed') };
}
