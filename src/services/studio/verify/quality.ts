import type { Quality } from '../../../contracts/index.ts';
import type { Studio } from '../studio.ts';
import type { MeasureRow } from '../tables.ts';

/** What was measured of each rung of a plan, by name: over all samples, and of the worst. */
export async function qualityOf(
  { sql }: Studio,
  { title, plan }: { readonly title: string; readonly plan: string },
): Promise<ReadonlyMap<string, Quality>> {
  const rows = await sql.db
    .selectFrom('measures')
    .selectAll()
    .where('title', '=', title)
    .where('plan', '=', plan)
    .orderBy('chunk')
    .execute();
  const rungs = Map.groupBy(rows, ({ rung }) => rung);
  return new Map(
    [...rungs].map(([rung, samples]) => {
      const pictures = samples.reduce((sum, sample) => sum + sample.pictures, 0);
      const mean = (measureOf: (sample: MeasureRow) => number) =>
        samples.reduce((sum, sample) => sum + measureOf(sample) * sample.pictures, 0) / Math.max(1, pictures);
      const lowest = Math.min(...samples.map(({ ssim }) => ssim));
      // Of some samples alone it would be of others than SSIM is.
      const hasVmaf = samples.every(({ vmaf }) => vmaf !== null);
      const vmaf = hasVmaf ? { vmaf: Math.round(mean((sample) => sample.vmaf ?? 0) * 100) / 100 } : {};
      return [rung, { ssim: rounded(mean(({ ssim }) => ssim)), lowest: rounded(lowest), ...vmaf, pictures }];
    }),
  );
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
