import type { Finding } from '../../../contracts/index.ts';
import { BijouError, canonicalJson } from '../../../kit/index.ts';
import { durationSeconds, type Inspection } from '../../../media/index.ts';
import { touchTitle } from '../changes/revision.ts';
import { failTitle } from '../encode/fail-title.ts';
import { newJob } from '../encode/job-rows.ts';
import { ranks } from '../encode/order.ts';
import { sendTickets } from '../encode/tickets.ts';
import { abandonFiles, doomFiles, keepFiles, type StoredFile, storeFile } from '../files.ts';
import { judge, type Verdict } from '../inspect/verdict.ts';
import { learnWeights } from '../progress/weights.ts';
import type { Studio } from '../studio.ts';
import type { JobRow, Ladder, TitleRow } from '../tables.ts';
import { type FilmPlan, planFilm } from './film-plan.ts';
import { findingsOfPlan } from './findings-of-plan.ts';
import { tasksOf } from './tasks.ts';

/**
 * From a done inspection to a verdict, and on to a plan and its jobs. Nothing happens while the inspection is not
 * done; done twice it leaves the same.
 */
export async function planTitle(studio: Studio, title: TitleRow): Promise<void> {
  const output = await studio.sql.db
    .selectFrom('outputs')
    .innerJoin('jobs', 'jobs.id', 'outputs.job')
    .select('outputs.key')
    .where('jobs.title', '=', title.id)
    .where('jobs.part', '=', 'inspect')
    .where('jobs.state', '=', 'done')
    .where('outputs.accepted', '=', 1)
    .executeTakeFirst();
  if (output === undefined) return;
  const inspection = inspectionOf(await studio.objects.read(output.key));
  if (inspection === undefined) {
    const why = 'Its inspection is not written as it should be: the encoder that made it may be of another release.';
    const failure = { title: title.id, state: 'failed' as const, code: 'studio.bad-inspection', why };
    return studio.sql.transaction((tx) => failTitle(studio, tx, failure));
  }
  studio.logger.info('planning a title', { step: 'plan', title: title.id });
  const verdict = judge(inspection);
  if (verdict.refused !== undefined) return refuse(studio, title, verdict);
  const plan = planOf(studio, title, inspection);
  if (plan instanceof BijouError) {
    const { code, message } = plan;
    return refuse(studio, title, {
      findings: [...verdict.findings, { code, severity: 'refused', sentence: message }],
      refused: message,
    });
  }
  const body = new TextEncoder().encode(canonicalJson(plan));
  const stored = await storeFile(studio, { kind: 'plan', title: title.id }, body);
  try {
    const findings = [...verdict.findings, ...findingsOfPlan(plan)];
    await giveOut(studio, title, { plan, stored, findings, inspection: output.key });
  } catch (error) {
    await abandonFiles(studio.sql.db, [stored.key]);
    throw error;
  }
}

/** A stored plan. Errors: `objects.not-found`. */
export async function readPlan(studio: Pick<Studio, 'objects'>, key: string): Promise<FilmPlan> {
  return JSON.parse(new TextDecoder().decode(await studio.objects.read(key))) as FilmPlan;
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
    return planFilm(title.source_hash, { inspection, settings: config.plan });
  } catch (error) {
    if (error instanceof BijouError && error.code.startsWith('media.')) return error;
    throw error;
  }
}

async function refuse(studio: Studio, title: TitleRow, { findings, refused = '' }: Verdict): Promise<void> {
  const code = findings.find(({ severity }) => severity === 'refused')?.code ?? 'refused';
  const failure = { title: title.id, state: 'refused' as const, code, why: refused, findings };
  await studio.sql.transaction((tx) => failTitle(studio, tx, failure));
}

interface Planned {
  readonly plan: FilmPlan;
  readonly stored: StoredFile;
  readonly findings: readonly Finding[];
  /** Key of the inspection, which nobody needs any more. */
  readonly inspection: string;
}

async function giveOut(studio: Studio, title: TitleRow, planned: Planned): Promise<void> {
  const { plan, stored, findings, inspection } = planned;
  const rows = await jobsOf(studio, title, plan);
  const given = await studio.sql.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('titles')
      .set({
        state: 'encoding',
        findings: JSON.stringify(findings),
        duration_seconds: durationSeconds(plan),
        plan_hash: stored.hash,
        plan_key: stored.key,
        ladder: JSON.stringify(ladderOf(plan)),
      })
      .where('id', '=', title.id)
      .where('state', 'in', ['inspecting', 'planning'])
      .executeTakeFirstOrThrow();
    if (numUpdatedRows === 0n) {
      await doomFiles(tx, [stored.key]);
      return false;
    }
    await touchTitle(tx, title.id, { wall: true });
    await keepFiles(tx, [stored], title.id);
    for (let from = 0; from < rows.length; from += 100) {
      await tx
        .insertInto('jobs')
        .values(rows.slice(from, from + 100))
        .execute();
    }
    await tx.deleteFrom('outputs').where('key', '=', inspection).execute();
    await doomFiles(tx, [inspection]);
    return true;
  });
  if (given) await sendTickets(studio, rows.length);
}

/** All jobs of a plan. What makes the film watchable is the more urgent the less of it there is. */
async function jobsOf(studio: Studio, title: TitleRow, plan: FilmPlan): Promise<readonly JobRow[]> {
  const weigh = await learnWeights(studio);
  const weighed = tasksOf(plan).map((planned) => ({ ...planned, weight: weigh(planned.task) }));
  const whole = sum(weighed.map(({ weight }) => weight));
  const first = sum(weighed.filter(({ part }) => ranks[part] === 0).map(({ weight }) => weight));
  const common = { title: title.id, source: title.source_hash, titleAt: title.added_at, batch: title.batch };
  return weighed.map((job) =>
    newJob(studio.makeId(), { ...common, ...job, work: ranks[job.part] === 0 ? first : whole }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ladderOf(plan: FilmPlan): Ladder {
  const rungs = plan.rungs.map(({ name, width, height }) => ({ name, width, height }));
  return { firstLook: plan.firstLook, chunks: plan.chunks.length, rungs };
}
