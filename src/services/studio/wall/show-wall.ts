import type { OutputOf, Piece, studioContract, WallRow } from '../../../contracts/index.ts';
import { expectedOutputs } from '../encode/complete.ts';
import { studioErrors } from '../errors.ts';
import type { Studio } from '../studio.ts';
import type { JobRow, Ladder, TitleRow } from '../tables.ts';
import { titleRow } from '../titles.ts';
import { type LaidRow, layOutWall, letterOf } from './layout.ts';

type Wall = OutputOf<(typeof studioContract)['calls']['wall']>;

/** All pieces of work of a title. Errors: `studio.no-such-title`. */
export async function showWall(studio: Studio, id: string): Promise<Wall> {
  const { db } = studio.sql;
  const title = await titleRow(db, id);
  const progress = (await studio.estimates.of([title])).get(id);
  const rows = await layOutWall(db, id, ladderOf(title));
  const jobs = await db
    .selectFrom('jobs')
    .select(['part', 'sequence', 'state'])
    .where('title', '=', id)
    .orderBy('part')
    .orderBy('sequence')
    .execute();
  const byPart = Map.groupBy(jobs, ({ part }) => part as string);
  return {
    chunks: title.plan_key === null ? [] : [...(await studio.places(title.plan_key))],
    rows: rows.flatMap((row) => shownRow(row, byPart.get(row.part) ?? doneAlready(title))),
    ...(progress === undefined ? {} : { progress }),
  };
}

/** A film that is ready without any work of its own: it stands on what an earlier version was made of. */
function doneAlready(title: TitleRow): readonly Pick<JobRow, 'sequence' | 'state'>[] {
  const chunks = title.state === 'ready' ? (ladderOf(title)?.chunks ?? 0) : 0;
  return Array.from({ length: chunks }, (_, sequence) => ({ sequence, state: 'done' as const }));
}

function shownRow(
  { name, part, sequence }: LaidRow,
  jobs: readonly Pick<JobRow, 'sequence' | 'state'>[],
): readonly WallRow[] {
  const mine = sequence === undefined ? jobs : jobs.filter((job) => job.sequence === sequence);
  if (mine.length === 0) return [];
  return [{ name, part, states: mine.map(({ state }) => letterOf(state)).join('') }];
}

/** One piece. Errors: `studio.no-such-title`, `studio.no-such-piece`. */
export async function showPiece(
  studio: Studio,
  { id, row: name, chunk }: { readonly id: string; readonly row: string; readonly chunk: number },
): Promise<Piece> {
  const { db } = studio.sql;
  const title = await titleRow(db, id);
  const row = (await layOutWall(db, id, ladderOf(title))).find((laid) => laid.name === name);
  const missing = () => studioErrors.error('studio.no-such-piece', { id, row: name, chunk });
  if (row === undefined || (row.sequence !== undefined && chunk !== 0)) throw missing();
  const job = await db
    .selectFrom('jobs')
    .selectAll()
    .where('title', '=', id)
    .where('part', '=', row.part as JobRow['part'])
    .where('sequence', '=', row.sequence ?? chunk)
    .executeTakeFirst();
  if (job === undefined) throw missing();
  const task = JSON.parse(job.task);
  const places = task.kind === 'video' && title.plan_key !== null ? await studio.places(title.plan_key) : [];
  const [from, until] = [places[job.sequence], places[job.sequence + 1]];
  return {
    job: job.id,
    part: job.part,
    sequence: job.sequence,
    makes: task.kind === 'video' ? [...expectedOutputs(task)] : 'name' in task ? [task.name] : [],
    state: letterOf(job.state) as Piece['state'],
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(job.encoder === null ? {} : { encoder: job.encoder }),
    progress: job.progress,
    failures: job.failures,
    ...(job.cpu_seconds === null ? {} : { cpuSeconds: job.cpu_seconds }),
    ...(job.failure === null ? {} : { failure: JSON.parse(job.failure) }),
  };
}

export function ladderOf({ ladder }: Pick<TitleRow, 'ladder'>): Ladder | undefined {
  return ladder === null ? undefined : (JSON.parse(ladder) as Ladder);
}
