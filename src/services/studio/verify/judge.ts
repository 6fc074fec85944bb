import type { Verified } from '../../../contracts/index.ts';
import { encodeAgain } from '../encode/encode-again.ts';
import type { Studio, Tx } from '../studio.ts';
import type { JobRow, TitleRow } from '../tables.ts';
import { verifiedBy } from './verify-job.ts';

/**
 * Less alike than this, pictures are doubted: another encoder is asked once. Noise that was encoded small may be as
 * unlike, and is taken the second time.
 */
const doubtful = 0.35;

interface Verification {
  /** Locked. */
  readonly title: Pick<TitleRow, 'plan_hash'> | undefined;
  /** The job that verified. */
  readonly row: JobRow;
  readonly verified: Verified;
}

/** The verdict on a chunk: what was measured is kept, or it is encoded again. True where it is. */
export async function judgeChunk(studio: Studio, tx: Tx, { title, row, verified }: Verification): Promise<boolean> {
  const part = verifiedBy(row.part);
  if (part === undefined) return false;
  const chunk = await tx
    .selectFrom('jobs')
    .selectAll()
    .where('title', '=', row.title)
    .where('part', '=', part)
    .where('sequence', '=', row.sequence)
    .where('state', '=', 'done')
    .executeTakeFirst();
  if (chunk === undefined) return false;
  const faults = [...verified.faults, ...doubts(verified, chunk)];
  if (faults.length > 0) {
    const sentence = `Chunk ${row.sequence} was encoded wrongly: ${faults.join('; ')}.`;
    return encodeAgain(studio, tx, { job: chunk.id, failure: { code: 'studio.verification-failed', sentence } });
  }
  await keepMeasures(studio, tx, { title, row, verified });
  return false;
}

function doubts({ measured }: Verified, chunk: JobRow): string[] {
  if (chunk.failures > 0) return [];
  return measured
    .filter(({ ssim }) => ssim < doubtful)
    .map(({ name, ssim }) => `the pictures of ${name} are not like the film's (SSIM ${ssim.toFixed(2)})`);
}

async function keepMeasures(studio: Studio, tx: Tx, { title, row, verified }: Verification): Promise<void> {
  const plan = title?.plan_hash;
  if (plan == null) return;
  for (const { name, ssim, vmaf = null, pictures } of verified.measured) {
    const measure = { title: row.title, plan, rung: name, chunk: row.sequence, ssim, vmaf, pictures };
    const keys = ['title', 'plan', 'rung', 'chunk'] as const;
    await studio.sql.upsert(tx, 'measures', { row: measure, keys });
  }
}
