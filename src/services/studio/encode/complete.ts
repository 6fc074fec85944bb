import type { JobOutput, JobTask, ThumbsTask, Verified } from '../../../contracts/index.ts';
import { canonicalJson } from '../../../kit/index.ts';
import { touchTitle } from '../changes/revision.ts';
import { studioErrors } from '../errors.ts';
import { lockIfThere } from '../lock-title.ts';
import { onceOrAlways } from '../once.ts';
import type { Studio, Tx } from '../studio.ts';
import type { JobRow, OutputRow, TitleRow } from '../tables.ts';
import { judgeChunk } from '../verify/judge.ts';
import { giveOutVerify, verifiedBy, verifierOf } from '../verify/verify-job.ts';
import { jobOfLease } from './leases.ts';
import { doWithoutTracks } from './optional.ts';
import type { HeldJob } from './renew.ts';
import { sendTickets, useUpTicket } from './tickets.ts';

export interface Completion {
  readonly held: HeldJob;
  readonly outputs: readonly JobOutput[];
  readonly result: {
    readonly cpuSeconds: number;
    readonly pictures?: number | undefined;
    readonly verified?: Verified | undefined;
    readonly leftOut?: readonly { readonly name: string; readonly why: string }[] | undefined;
  };
}

/**
 * Hands in a job. What it names must be stored, whole. The same call twice is one.
 * Errors: `studio.lease-lost`, `studio.output-missing`, `studio.output-wrong`.
 */
export async function complete(studio: Studio, completion: Completion, token: string | undefined): Promise<void> {
  const { sql } = studio;
  const { held, outputs, result } = completion;
  const title = await checkObjects(studio, completion);
  const request = { call: 'complete', job: held.job, lease: held.lease, outputs: canonicalJson(outputs) };
  const {
    receipt,
    more,
    isLast = true,
  } = await sql.transaction((tx) =>
    onceOrAlways(studio, tx, {
      key: { token, request },
      effect: async () => {
        const locked = await lockIfThere(studio, tx, title);
        const row = await jobOfLease(tx, held);
        const stored = await namedOutputs(tx, row, completion);
        if (row.state === 'done') return { receipt: row.receipt, more: 0, isLast: true };
        if (row.state !== 'leased') throw studioErrors.error('studio.lease-lost', { job: held.job });
        const task = JSON.parse(row.task) as JobTask;
        const left = new Set(mayLeaveOut(task) ? result.leftOut?.map(({ name }) => name) : []);
        for (const name of expectedOutputs(task)) {
          if (!left.has(name) && !outputs.some((output) => output.name === name)) throw missing(held, name);
        }
        checkPictures(row, completion);
        await accept(tx, stored);
        if (row.part === 'inspect') await beginPlanning(tx, title);
        const changed = await touchTitle(tx, title);
        const done = { lease_until: null, progress: 1, failure: null, cpu_seconds: result.cpuSeconds };
        await tx
          .updateTable('jobs')
          .set({ ...done, state: 'done', done_at: studio.clock.now(), changed })
          .where('id', '=', row.id)
          .execute();
        const more = await standOn(studio, tx, { title: locked, row, completion });
        return { receipt: row.receipt, more, isLast: await isLastOfPart(tx, row) };
      },
    }),
  );
  await useUpTicket(studio, receipt);
  if (more > 0) await sendTickets(studio, more);
  if (isLast) studio.wake(title);
}

/**
 * False where more is to come of the same part, which a title can do nothing without: a film has hundreds of chunks, and
 * is looked at when the last is there.
 */
async function isLastOfPart(tx: Tx, { title, part }: JobRow): Promise<boolean> {
  const parts = [part, verifierOf(part), verifiedBy(part)].filter((one) => one !== undefined);
  if (parts.length === 1) return true;
  const left = tx.selectFrom('jobs').select('id').where('title', '=', title).where('part', 'in', parts);
  return (await left.where('state', 'in', ['waiting', 'leased']).limit(1).executeTakeFirst()) === undefined;
}

/** What follows at once from a job that was handed in. Resolves to how many jobs wait because of it. */
async function standOn(
  studio: Studio,
  tx: Tx,
  {
    title,
    row,
    completion,
  }: { readonly title: TitleRow | undefined; readonly row: JobRow; readonly completion: Completion },
): Promise<number> {
  const { outputs, result } = completion;
  const task = JSON.parse(row.task) as JobTask;
  if (result.leftOut !== undefined && mayLeaveOut(task)) await doWithoutTracks(tx, row, result.leftOut);
  if (task.kind === 'video') return giveOutVerify(studio, tx, { title, row, task, outputs });
  if (task.kind !== 'verify') return 0;
  const verified = result.verified ?? { faults: [], measured: [] };
  return (await judgeChunk(studio, tx, { title, row, verified })) ? 1 : 0;
}

/** The names that a job's outputs must have. */
export function expectedOutputs(task: JobTask): readonly string[] {
  if (task.kind === 'inspect') return ['inspection.json'];
  if (task.kind === 'video') return task.rungs.map(({ name }) => name);
  if (task.kind === 'listen') return ['loudness.json'];
  if (task.kind === 'verify') return [];
  if (task.kind === 'scout') return ['scout.json'];
  if (task.kind === 'stills') return ['stills.json'];
  if (task.kind === 'thumbs') return sheetNames(task);
  if (task.kind === 'texts') return task.tracks.map(({ name }) => name);
  return [task.kind === 'captions' ? task.name : task.kind];
}

/** True for jobs of tracks that a film can do without. */
function mayLeaveOut({ kind }: JobTask): boolean {
  return kind === 'texts' || kind === 'captions';
}

function sheetNames({ columns, rows, count }: ThumbsTask): readonly string[] {
  const sheets = Math.ceil(count / (columns * rows));
  return Array.from({ length: sheets }, (_, sheet) => `sheet-${String(sheet + 1).padStart(4, '0')}.jpg`);
}

/**
 * The store itself is asked before the transaction, because nothing slow may be awaited within it. Resolves to the job's
 * title.
 */
async function checkObjects(studio: Studio, { held, outputs }: Completion): Promise<string> {
  const { state, title } = await jobOfLease(studio.sql.db, held);
  if (state !== 'leased') return title;
  for (const output of outputs) {
    const row = await outputRow(studio.sql.db, held, output.name);
    const info = row === undefined ? undefined : await studio.objects.head(row.key);
    if (info === undefined) throw missing(held, output.name);
    if (info.bytes !== output.bytes) throw wrong(held, output.name, `it has ${info.bytes} bytes, not ${output.bytes}`);
  }
  return title;
}

async function namedOutputs(tx: Tx, job: JobRow, { held, outputs }: Completion): Promise<readonly OutputRow[]> {
  const rows: OutputRow[] = [];
  for (const { name, hash, bytes } of outputs) {
    const row = await outputRow(tx, held, name);
    if (row === undefined) {
      // Once the job is done its outputs are put to use and go.
      if (job.state === 'done') continue;
      throw missing(held, name);
    }
    if (row.hash !== hash || row.bytes !== bytes) throw wrong(held, name, 'another file was stored under this name');
    rows.push(row);
  }
  return rows;
}

function checkPictures(row: JobRow, { held, result }: Completion): void {
  const task = JSON.parse(row.task) as JobTask;
  if (task.kind !== 'video' || result.pictures === undefined || result.pictures === task.count) return;
  const name = task.rungs[0]?.name ?? '';
  throw wrong(held, name, `it has ${result.pictures} pictures, and the plan has ${task.count}`);
}

async function accept(tx: Tx, rows: readonly OutputRow[]): Promise<void> {
  const keys = rows.map(({ key }) => key);
  if (keys.length > 0) await tx.updateTable('outputs').set({ accepted: 1 }).where('key', 'in', keys).execute();
}

async function beginPlanning(tx: Tx, title: string): Promise<void> {
  await tx
    .updateTable('titles')
    .set({ state: 'planning' })
    .where('id', '=', title)
    .where('state', '=', 'inspecting')
    .execute();
}

function outputRow(tx: Tx, held: HeldJob, name: string): Promise<OutputRow | undefined> {
  const named = tx.selectFrom('outputs').selectAll().where('job', '=', held.job).where('name', '=', name);
  return named.where('lease', '=', held.lease).executeTakeFirst();
}

function missing(held: HeldJob, name: string): Error {
  return studioErrors.error('studio.output-missing', { job: held.job, name });
}

function wrong(held: HeldJob, name: string, why: string): Error {
  return studioErrors.error('studio.output-wrong', { job: held.job, name, why });
}
