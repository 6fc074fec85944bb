import type { Quality } from '../../../contracts/index.ts';
import type { Studio } from '../studio.ts';

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
      const mean = samples.reduce((sum, { ssim, pictures: weight }) => sum + ssim * weight, 0) / Math.max(1, pictures);
      return [rung, { ssim: rounded(mean), lowest: rounded(Math.min(...samples.map(({ ssim }) => ssim))), pictures }];
    }),
  );
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
