import { BijouError } from '../../../kit/index.ts';
import { alone } from '../alone.ts';
import { encodeAgain } from '../encode/encode-again.ts';
import { followUp, heardOf } from '../encode/follow-up.ts';
import { optionalParts } from '../encode/optional.ts';
import { sendTickets } from '../encode/tickets.ts';
import { lockIfThere } from '../lock-title.ts';
import type { HeldLock } from '../locks.ts';
import type { FilmPlan } from '../plan/film-plan.ts';
import { readPlan } from '../plan/read-plan.ts';
import { publishVersion } from '../publish/publish-version.ts';
import type { Studio } from '../studio.ts';
import type { JobPart, OutputRow, TitleRow } from '../tables.ts';
import { qualityOf } from '../verify/quality.ts';
import { assemblePictureTexts } from './assemble-picture-texts.ts';
import { type Assembly, assembleRendition, type Unassembled } from './assemble-rendition.ts';
import { assembleThumbs } from './assemble-thumbs.ts';

/**
 * Takes an encoding title as far as its done jobs allow: to its first look, to its whole ladder. Started again after
 * any interruption it goes on with the rendition that was under way.
 */
export async function assembleTitle(studio: Studio, title: TitleRow, signal: AbortSignal): Promise<void> {
  const { plan_key, plan_hash } = title;
  if (plan_key === null || plan_hash === null) return;
  const plan = await readPlan(studio, plan_key);
  await followUp(studio, title, plan);
  if ((await nextGoal(studio, title, plan)) === undefined) return;
  await alone(studio, title.id, async (held) => {
    const row = await studio.sql.db.selectFrom('titles').selectAll().where('id', '=', title.id).executeTakeFirst();
    if (row?.state !== 'encoding' || row.plan_hash !== plan_hash) return;
    const goal = await nextGoal(studio, row, plan);
    if (goal !== undefined) await putTogether(studio, { title: row, plan, planHash: plan_hash, goal, held }, signal);
  });
}

type Goal = 'first look' | 'whole ladder';

/** What the jobs that are done allow, and is not there yet. */
async function nextGoal(studio: Studio, title: TitleRow, plan: FilmPlan): Promise<Goal | undefined> {
  const undone = await undoneParts(studio, title.id);
  if (
    undone.has('first-look') ||
    undone.has('verify-look') ||
    undone.has('listen') ||
    undone.has('audio') ||
    undone.has('text')
  )
    return undefined;
  if (title.version === null || !(await isTogether(studio, title, plan.firstLook))) return 'first look';
  return undone.size === 0 ? 'whole ladder' : undefined;
}

interface Undertaking {
  readonly title: TitleRow;
  readonly plan: FilmPlan;
  readonly planHash: string;
  readonly goal: Goal;
  readonly held: HeldLock;
}

async function putTogether(studio: Studio, undertaking: Undertaking, signal: AbortSignal): Promise<void> {
  const { title, plan, planHash, goal, held } = undertaking;
  const whole = goal === 'whole ladder';
  studio.logger.info('putting a title together', { step: 'assemble', title: title.id, whole });
  const assembly = {
    title: title.id,
    plan,
    planHash,
    heard: await heardOf(studio, title.id),
    quality: await qualityOf(studio, { title: title.id, plan: planHash }),
  };
  for (const parts of await unassembled(studio, { title, plan, whole })) {
    signal.throwIfAborted();
    if (!(await assembled(studio, assembly, parts))) return;
  }
  signal.throwIfAborted();
  if (whole) {
    const common = { title: title.id, plan, planHash };
    await assembleThumbs(studio, { ...common, outputs: await outputsOf(studio, title.id, 'thumbs') });
    await assemblePictureTexts(studio, { ...common, outputs: await outputsOf(studio, title.id, 'text') });
  }
  // Whoever can watch a whole film already waits for the whole of a new version.
  if (whole || title.version === null) await publishVersion(studio, { title, plan, complete: whole, held });
  // What stands on the first look can begin, and a film of one rung may be complete already.
  if (!whole) studio.wake(title.id);
}

/** True where a rendition of the title's plan has been put together. */
async function isTogether({ sql }: Studio, { id, plan_hash }: TitleRow, name: string): Promise<boolean> {
  const made = sql.db.selectFrom('renditions').select('name').where('title', '=', id).where('plan', '=', plan_hash);
  return (await made.where('name', '=', name).executeTakeFirst()) !== undefined;
}

/** Parts that still have jobs to do. */
async function undoneParts(studio: Studio, title: string): Promise<ReadonlySet<JobPart>> {
  const rows = await studio.sql.db
    .selectFrom('jobs')
    .select('part')
    .distinct()
    .where('title', '=', title)
    .where('state', '<>', 'done')
    .where(({ not, and, eb }) => not(and([eb('state', '=', 'failed'), eb('part', 'in', optionalParts)])))
    .execute();
  return new Set(rows.map(({ part }) => part));
}

async function outputsOf(
  { sql }: Studio,
  title: string,
  part: JobPart,
): Promise<readonly (OutputRow & { readonly sequence: number })[]> {
  return sql.db
    .selectFrom('outputs')
    .innerJoin('jobs', 'jobs.id', 'outputs.job')
    .selectAll('outputs')
    .select('jobs.sequence')
    .where('outputs.title', '=', title)
    .where('outputs.accepted', '=', 1)
    .where('jobs.part', '=', part)
    .orderBy('jobs.sequence')
    .execute();
}

async function unassembled(
  studio: Studio,
  { title, plan, whole }: { readonly title: TitleRow; readonly plan: FilmPlan; readonly whole: boolean },
): Promise<readonly Unassembled[]> {
  const { sql } = studio;
  const rows = await sql.db
    .selectFrom('renditions')
    .select('name')
    .where('title', '=', title.id)
    .where('plan', '=', title.plan_hash)
    .execute();
  const there = new Set(rows.map(({ name }) => name));
  const outputs = await sql.db
    .selectFrom('outputs')
    .innerJoin('jobs', 'jobs.id', 'outputs.job')
    .selectAll('outputs')
    .select(['jobs.part', 'jobs.sequence'])
    .where('outputs.title', '=', title.id)
    .where('outputs.accepted', '=', 1)
    .orderBy('jobs.sequence')
    .execute();
  const rungs = plan.rungs.filter(({ name }) => whole || name === plan.firstLook);
  const wanted: Unassembled[] = [
    ...rungs.map((planned) => ({
      kind: 'video' as const,
      planned,
      outputs: outputs.filter(
        ({ part, name }) => (part === 'first-look' || part === 'ladder') && name === planned.name,
      ),
    })),
    ...plan.audio.map((planned, place) => ({
      kind: 'audio' as const,
      planned,
      outputs: outputs.filter(({ part, sequence }) => part === 'audio' && sequence === place),
    })),
    ...plan.text.map((planned) => ({
      kind: 'text' as const,
      planned,
      outputs: outputs.filter(({ part, name }) => (part === 'text' || part === 'captions') && name === planned.name),
    })),
  ];
  // A track that could not be made has no output, and the film goes without it.
  return wanted.filter(
    ({ kind, planned, outputs: made }) => !there.has(planned.name) && (kind === 'video' || made.length > 0),
  );
}

/** False where an output turned out not to fit the plan: its job is done once more. */
async function assembled(studio: Studio, assembly: Assembly, parts: Unassembled): Promise<boolean> {
  try {
    await assembleRendition(studio, assembly, parts);
    return true;
  } catch (error) {
    if (!(error instanceof BijouError) || !error.code.startsWith('media.')) throw error;
    const { chunk } = error.details;
    const output = typeof chunk === 'number' ? parts.outputs[chunk] : parts.outputs[0];
    if (output === undefined) throw error;
    const { code, message } = error;
    const again = { job: output.job, failure: { code, sentence: message } };
    const waits = await studio.sql.transaction(async (tx) => {
      await lockIfThere(studio, tx, assembly.title);
      return encodeAgain(studio, tx, again);
    });
    if (waits) await sendTickets(studio, 1);
    return false;
  }
}
