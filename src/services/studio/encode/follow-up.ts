import type { Finding } from '../../../contracts/index.ts';
import type { Heard } from '../../../media/index.ts';
import { firstGiven } from '../art/still-places.ts';
import { touchTitle } from '../changes/revision.ts';
import type { FilmPlan } from '../plan/film-plan.ts';
import type { PlannedTask } from '../plan/tasks.ts';
import { coverTask, soundTasks, stillsTask, thumbsTask } from '../plan/tasks-after.ts';
import { learnWeights } from '../progress/weights.ts';
import type { Studio, Tx } from '../studio.ts';
import type { JobPart, TitleRow } from '../tables.ts';
import { answerOf } from './answers.ts';
import { newJob } from './job-rows.ts';
import { rankFor } from './order.ts';
import { sendTickets } from './tickets.ts';

/** Gives out the jobs that stand on the outcome of others, once those have ended. Twice is once. */
export async function followUp(studio: Studio, title: TitleRow, plan: FilmPlan): Promise<void> {
  const parts = await partsOf(studio.sql.db, title.id);
  if (parts.ended('listen') && !parts.begun('audio')) {
    const tasks = soundTasks(plan, await heardOf(studio, title.id));
    await giveOut(studio, title, { tasks, source: title.source_hash });
  }
  if (parts.ended('scout') && !parts.begun('stills')) {
    const seen = await answerOf(studio, { title: title.id, part: 'scout', name: 'scout.json' });
    const findings = JSON.parse(title.findings) as Finding[];
    const cover = coverTask(plan);
    const tasks = [stillsTask(plan, { sightings: seen ?? [], findings }), ...(cover === undefined ? [] : [cover])];
    await giveOut(studio, title, { tasks, source: title.source_hash });
  }
  if (!parts.begun('thumbs') && !(await hasThumbs(studio.sql.db, title))) {
    const source = await firstLookOf(studio.sql.db, title, plan.firstLook);
    const task = thumbsTask(plan);
    if (source !== undefined && task !== undefined) await giveOut(studio, title, { tasks: [task], source });
  }
}

/** What was heard of a title's tracks, by name; nothing where that could not be measured. */
export async function heardOf(studio: Studio, title: string): Promise<ReadonlyMap<string, Heard>> {
  const heard = await answerOf(studio, { title, part: 'listen', name: 'loudness.json' });
  return new Map((heard ?? []).map(({ name, integrated, truePeak }) => [name, { integrated, truePeak }]));
}

/** True where the title's plan was carried out before, and its thumbnails are there. */
async function hasThumbs(db: Tx, { id, plan_hash }: TitleRow): Promise<boolean> {
  const made = db.selectFrom('renditions').select('name').where('title', '=', id).where('plan', '=', plan_hash);
  return (await made.where('kind', '=', 'thumbs').executeTakeFirst()) !== undefined;
}

/** Content hash of the first look, once it has been put together. */
async function firstLookOf(db: Tx, title: TitleRow, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('renditions')
    .innerJoin('files', 'files.key', 'renditions.media_key')
    .select('files.hash')
    .where('renditions.title', '=', title.id)
    .where('renditions.plan', '=', title.plan_hash)
    .where('renditions.name', '=', name)
    .executeTakeFirst();
  return row?.hash ?? undefined;
}

/**
 * Which parts of a title's work there are, and which have come to an end, good or bad. Stills of pictures that were
 * given to it are no part of its plan.
 */
async function partsOf(db: Tx, title: string) {
  const rows = await db
    .selectFrom('jobs')
    .select(['part', 'state'])
    .distinct()
    .where('title', '=', title)
    .where('state', '<>', 'cancelled')
    .where(({ not, and, eb }) => not(and([eb('part', '=', 'stills'), eb('sequence', '>=', firstGiven)])))
    .execute();
  const statesOf = (part: JobPart) => rows.filter((row) => row.part === part).map(({ state }) => state);
  return {
    begun: (part: JobPart) => statesOf(part).length > 0,
    ended: (part: JobPart) =>
      statesOf(part).length > 0 && statesOf(part).every((state) => state === 'done' || state === 'failed'),
  };
}

async function giveOut(
  studio: Studio,
  title: TitleRow,
  { tasks, source }: { readonly tasks: readonly PlannedTask[]; readonly source: string },
): Promise<void> {
  const [first] = tasks;
  if (first === undefined) return;
  const weigh = await learnWeights(studio);
  const given = await studio.sql.transaction(async (tx) => {
    const row = await studio.sql.lock(tx, 'titles', { id: title.id });
    if (row?.state !== 'encoding' || row.plan_hash !== title.plan_hash) return false;
    if ((await partsOf(tx, title.id)).begun(first.part)) return false;
    const runnable = row.paused === 0 && row.held === null;
    const common = { title: title.id, source, titleAt: title.added_at, batch: title.batch, runnable };
    const rows = tasks.map((task) => {
      const rank = rankFor(row, task.part);
      return newJob(studio.makeId(), { ...common, ...task, rank, weight: weigh(task.task) });
    });
    await touchTitle(tx, title.id, { wall: true });
    await tx.insertInto('jobs').values(rows).execute();
    return true;
  });
  if (given) await sendTickets(studio, tasks.length);
}
