import type { JobOutput, VerifyTask, VideoTask } from '../../../contracts/index.ts';
import { newJob } from '../encode/job-rows.ts';
import type { Studio, Tx } from '../studio.ts';
import type { JobPart, JobRow, Ladder, TitleRow } from '../tables.ts';

/** Chunks of a film whose pictures are measured, spread over it, and how many seconds of each. */
const mostSamples = 6;
const sampleSeconds = 2;

/** What verifies the chunks of each part. */
const verifiers: Partial<Readonly<Record<JobPart, JobPart>>> = { 'first-look': 'verify-look', ladder: 'verify' };

export function verifierOf(part: JobPart): JobPart | undefined {
  return verifiers[part];
}

/** The part whose chunks this one verifies. */
export function verifiedBy(part: JobPart): JobPart | undefined {
  return (Object.keys(verifiers) as JobPart[]).find((verified) => verifiers[verified] === part);
}

/** Gives out the job that verifies what a video job has just handed in, as part of handing it in. Resolves to how many. */
export async function giveOutVerify(
  studio: Studio,
  tx: Tx,
  {
    title,
    row,
    task,
    outputs,
  }: {
    readonly title: Pick<TitleRow, 'ladder'> | undefined;
    readonly row: JobRow;
    readonly task: VideoTask;
    readonly outputs: readonly JobOutput[];
  },
): Promise<number> {
  const part = verifierOf(row.part);
  if (part === undefined) return 0;
  const chunks = title?.ladder == null ? 0 : (JSON.parse(title.ladder) as Ladder).chunks;
  const { title_at: titleAt, source, batch, runnable, sequence } = row;
  const job = newJob(studio.makeId(), {
    ...{ title: row.title, source, titleAt, batch, part, sequence, rank: row.rank },
    runnable: runnable === 1,
    task: verifyTaskOf(task, { outputs, isSample: isSample(sequence, chunks) }),
  });
  await tx
    .insertInto('jobs')
    .values({ ...job, urgency: row.urgency })
    .execute();
  return 1;
}

/** The same chunks of a film every time. */
export function isSample(chunk: number, chunks: number): boolean {
  const samples = Math.min(mostSamples, chunks);
  return Array.from({ length: samples }, (_, index) => Math.floor(((index + 0.5) * chunks) / samples)).includes(chunk);
}

function verifyTaskOf(
  task: VideoTask,
  { outputs, isSample: sampled }: { readonly outputs: readonly JobOutput[]; readonly isSample: boolean },
): VerifyTask {
  const { kind: _, first, count, keyframes, frameRate, rungs, preset, threads, ...shaping } = task;
  const pictures = Math.min(count, Math.ceil((sampleSeconds * frameRate.num) / frameRate.den));
  return {
    kind: 'verify',
    count,
    frameRate,
    rungs: rungs.flatMap(({ name, width, height }) => {
      const hash = outputs.find((output) => output.name === name)?.hash;
      return hash === undefined ? [] : [{ name, width, height, hash }];
    }),
    ...(sampled ? { compare: { ...shaping, pictures } } : {}),
  };
}
