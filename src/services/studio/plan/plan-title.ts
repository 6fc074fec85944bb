import type { EncodeSettings, Finding } from '../../../contracts/index.ts';
import { BijouError, canonicalJson } from '../../../kit/index.ts';
import { durationSeconds, type Inspection } from '../../../media/index.ts';
import { alone } from '../alone.ts';
import { touchTitle } from '../changes/revision.ts';
import { dropOutputs, dropUnpublished, partsApart } from '../encode/drop-work.ts';
import { failTitle, type TitleFailure } from '../encode/fail-title.ts';
import { newJob } from '../encode/job-rows.ts';
import { rankFor, ranks } from '../encode/order.ts';
import { sendTickets } from '../encode/tickets.ts';
import { abandonFiles, doomFiles, keepFiles, type StoredFile, storeFile } from '../files.ts';
import { judge, type Verdict } from '../inspect/verdict.ts';
import { lockIfThere } from '../lock-title.ts';
import { learnWeights } from '../progress/weights.ts';
import type { Studio, Tx } from '../studio.ts';
import type { JobRow, Ladder, TitleRow } from '../tables.ts';
import { acceptedInspection } from './accepted-inspection.ts';
import { type FilmPlan, planFilm } from './film-plan.ts';
import { findingsOfPlan } from './findings-of-plan.ts';
import { tasksOf } from './tasks.ts';

/**
 * From a done inspection to a verdict, and on to a plan and its jobs. Nothing happens while the inspection is not
 * done; done twice it leaves the same.
 */
export async function planTitle(studio: Studio, title: TitleRow): Promise<void> {
  const { db } = studio.sql;
  if ((await acceptedInspection(db, title.id)) === undefined) return;
  await alone(studio, title.id, async () => {
    const row = await db.selectFrom('titles').selectAll().where('id', '=', title.id).executeTakeFirst();
    const key = await acceptedInspection(db, title.id);
    if (key !== undefined && (row?.state === 'inspecting' || row?.state === 'planning')) await planBy(studio, row, key);
  });
}

async function planBy(studio: Studio, title: TitleRow, key: string): Promise<void> {
  const inspection = inspectionOf(await studio.objects.read(key));
  if (inspection === undefined) {
    const why = 'Its inspection is not written as it should be: the encoder that made it may be of another release.';
    const failure = { title: title.id, state: 'failed' as const, code: 'studio.bad-inspection', why };
    return giveUp(studio, title, failure);
  }
  studio.logger.info('planning a title', { step: 'plan', title: title.id });
  const verdict = judge(inspection);
  if (verdict.refused !== undefined) return refuse(studio, title, verdict);
  const plan = planOf(studio, title, inspection);
  if (plan instanceof BijouError) {
    const { code, message } = plan;
    return refuse(studio, title, {
      findings: [...verdict.findings, { code: code.replace(/^media\./, ''), severity: 'refused', sentence: message }],
      refused: message,
    });
  }
  const body = new TextEncoder().encode(canonicalJson(plan));
  const stored = await storeFile(studio, { kind: 'plan', title: title.id }, body);
  try {
    const findings = [...verdict.findings, ...findingsOfPlan(plan)];
    await giveOut(studio, title, { plan, stored, findings });
  } catch (error) {
    await abandonFiles(studio.sql.db, [stored.key]);
    throw error;
  }
}

function inspectionOf(bytes: Uint8Array): Inspection | undefined {
  try {
    const inspection = JSON.parse(new TextDecoder().decode(bytes)) as Partial<Inspection> | null;
    const whole = inspection?.version === 1 && Array.isArray(inspection.video) && inspection.pictures !== undefined;
    return whole ? (inspection as Inspection) : undefined;
  } catch {
    return undefined;
  }
}

function planOf({ config }: Studio, title: TitleRow, inspection: Inspection): FilmPlan | BijouError {
  try {
    const own = title.settings === null ? {} : (JSON.parse(title.settings) as Partial<EncodeSettings>);
    return planFilm(title.source_hash, { inspection, settings: { ...config.plan, ...own } });
  } catch (error) {
    if (error instanceof BijouError && error.code.startsWith('media.')) return error;
    throw error;
  }
}

async function refuse(studio: Studio, title: TitleRow, { findings, refused = '' }: Verdict): Promise<void> {
  const code = findings.find(({ severity }) => severity === 'refused')?.code ?? 'refused';
  const failure = { title: title.id, state: 'refused' as const, code, why: refused, findings };
  await giveUp(studio, title, failure);
}

async function giveUp(studio: Studio, title: TitleRow, failure: TitleFailure): Promise<void> {
  await studio.sql.transaction(async (tx) => {
    if ((await lockToPlan(studio, tx, title)) !== undefined) await failTitle(studio, tx, failure);
  });
}

/** The title as it is now; undefined where what was read of it is not what is to be planned any more. */
async function lockToPlan(
  studio: Studio,
  tx: Tx,
  { id, source_hash, settings }: TitleRow,
): Promise<TitleRow | undefined> {
  const row = await lockIfThere(studio, tx, id);
  if (row?.state !== 'inspecting' && row?.state !== 'planning') return undefined;
  return row.source_hash === source_hash && row.settings === settings ? row : undefined;
}

interface Planned {
  readonly plan: FilmPlan;
  readonly stored: StoredFile;
  readonly findings: readonly Finding[];
}

async function giveOut(studio: Studio, title: TitleRow, planned: Planned): Promise<void> {
  const { plan, stored, findings } = planned;
  const jobs = await jobsOf(studio, title, plan);
  const given = await studio.sql.transaction(async (tx) => {
    const row = await lockToPlan(studio, tx, title);
    if (row === undefined) {
      await doomFiles(tx, [stored.key]);
      return undefined;
    }
    const runnable = row.paused === 0 && row.held === null ? 1 : 0;
    const rows = (await isThere(tx, title, stored.hash)) ? [] : jobs.map((job) => ({ ...job, runnable }));
    await tx
      .updateTable('titles')
      .set({
        state: 'encoding',
        // Those of a film that can be watched have their stills already.
        ...(isNewFilm(title) ? { findings: JSON.stringify(findings) } : {}),
        duration_seconds: durationSeconds(plan),
        plan_hash: stored.hash,
        plan_key: stored.key,
        ladder: JSON.stringify(ladderOf(plan)),
        bytes_wanted: bytesOf(plan),
      })
      .where('id', '=', title.id)
      .execute();
    await touchTitle(tx, title.id, { wall: true });
    await keepFiles(tx, [stored], title.id);
    await dropEarlierWork(tx, title.id);
    for (let from = 0; from < rows.length; from += 100) {
      await tx
        .insertInto('jobs')
        .values(rows.slice(from, from + 100))
        .execute();
    }
    return rows.length;
  });
  if (given === undefined) return;
  await sendTickets(studio, given);
  if (given === 0) studio.wake(title.id);
}

/** False where the same film is encoded anew. */
function isNewFilm({ version, replacing }: TitleRow): boolean {
  return version === null || replacing !== null;
}

/** What was done or begun by an earlier plan is of no use to this one. */
async function dropEarlierWork(tx: Tx, title: string): Promise<void> {
  await dropOutputs(tx, title);
  await dropUnpublished(tx, title);
  await tx.deleteFrom('jobs').where('title', '=', title).where('part', 'not in', partsApart).execute();
}

/** True where a version that still plays stands on the very same plan: there is nothing to encode. */
async function isThere(tx: Tx, title: TitleRow, planHash: string): Promise<boolean> {
  const same = tx.selectFrom('versions').select('version').where('title', '=', title.id);
  const row = await same.where('plan_hash', '=', planHash).where('complete', '=', 1).executeTakeFirst();
  return row !== undefined;
}

/** All jobs of a plan. What makes the film watchable is the more urgent the less of it there is. */
async function jobsOf(studio: Studio, title: TitleRow, plan: FilmPlan): Promise<readonly JobRow[]> {
  const weigh = await learnWeights(studio);
  const planned = tasksOf(plan).filter(({ part }) => part !== 'scout' || isNewFilm(title));
  const weighed = planned.map((job) => ({ ...job, weight: weigh(job.task) }));
  const whole = sum(weighed.map(({ weight }) => weight));
  const first = sum(weighed.filter(({ part }) => ranks[part] === 0).map(({ weight }) => weight));
  const common = { title: title.id, source: title.source_hash, titleAt: title.added_at, batch: title.batch };
  return weighed.map((job) => {
    const rank = rankFor(title, job.part);
    return newJob(studio.makeId(), { ...common, ...job, rank, work: rank === 0 ? first : whole });
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/**
 * Bytes that a film may take beside its source while it is put together: half of what its rates allow, which is more
 * than most films use, and half as much again for chunks that lie beside the files made of them.
 */
function bytesOf(plan: FilmPlan): number {
  const video = sum(plan.rungs.map(({ maxRate }) => maxRate / 2));
  const audio = sum(plan.audio.map(({ bitRate }) => bitRate));
  return Math.ceil(((video + audio) / 8) * durationSeconds(plan) * 1.5);
}

function ladderOf(plan: FilmPlan): Ladder {
  const rungs = plan.rungs.map(({ name, width, height }) => ({ name, width, height }));
  return { firstLook: plan.firstLook, chunks: plan.chunks.length, rungs };
}
