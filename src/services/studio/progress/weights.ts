import type { JobTask } from '../../../contracts/index.ts';
import type { Studio } from '../studio.ts';

type Kind = JobTask['kind'];

/** What a preset of x264 costs next to `veryfast`. */
const presets: Readonly<Record<string, number>> = {
  ultrafast: 0.4,
  superfast: 0.6,
  veryfast: 1,
  faster: 1.6,
  fast: 2,
  medium: 2.6,
  slow: 4.5,
  slower: 8,
  veryslow: 14,
};
/** CPU seconds for a million pixels encoded, and what decoding and scaling add to each picture in the same measure. */
const perMegapixel = 0.009;
const decoding = 0.4;
/** CPU seconds for a million pixels decoded strictly. */
const perMegapixelVerified = 0.0012;
/** CPU seconds for a second of one channel. */
const perChannelSecond = 0.01;
/** CPU seconds for a place that is looked at, or made a picture of; for a thumbnail. */
const perPlace = 0.1;
const perThumbnail = 0.05;
/** What a film's inspection takes is known only when it has been done. */
const inspection = 1;

/** CPU seconds that a task will take on some machine: pictures by their pixels, sound by its length. */
export function roughWeight(task: JobTask): number {
  if (task.kind === 'video') {
    const megapixels = task.rungs.reduce((sum, { width, height }) => sum + (width * height) / 1e6, 0);
    return task.count * (megapixels * (presets[task.preset] ?? 1) + decoding) * perMegapixel;
  }
  if (task.kind === 'verify') {
    return (
      task.rungs.reduce((sum, { width, height }) => sum + (width * height * task.count) / 1e6, 0) * perMegapixelVerified
    );
  }
  if (task.kind === 'audio') return Math.max(0.1, task.duration * task.channels * perChannelSecond);
  if (task.kind === 'listen') {
    return task.tracks.reduce((sum, { duration, channels }) => sum + duration * channels * perChannelSecond * 0.4, 0);
  }
  if (task.kind === 'scout') return task.times.length * perPlace;
  if (task.kind === 'stills') return task.stills.length * perPlace;
  if (task.kind === 'captions') return 3 * inspection;
  if (task.kind === 'thumbs') return task.count * perThumbnail;
  return inspection;
}

/** What a film of so many bytes will take until it can be watched, before anybody has looked into it. */
export function guessedWork(bytes: number): number {
  const seconds = (bytes * 8) / 4_000_000;
  return inspection + seconds * 25 * (0.4 + decoding) * perMegapixel;
}

/** Weighs tasks as this house's encoders have turned out to be. */
export type Weigh = (task: JobTask) => number;

const sample = 40;

/** Learns from the jobs of each kind that were done last how far the rough weights are off. */
export async function learnWeights({ sql }: Pick<Studio, 'sql'>): Promise<Weigh> {
  const rows = await sql.db
    .selectFrom('jobs')
    .select(['task', 'cpu_seconds'])
    .where('state', '=', 'done')
    .where('done_at', 'is not', null)
    .orderBy('done_at', 'desc')
    .limit(sample)
    .execute();
  const sums = new Map<Kind, { rough: number; real: number }>();
  for (const { task: text, cpu_seconds } of rows) {
    const task = JSON.parse(text) as JobTask;
    const sum = sums.get(task.kind) ?? { rough: 0, real: 0 };
    sum.rough += roughWeight(task);
    sum.real += cpu_seconds ?? 0;
    sums.set(task.kind, sum);
  }
  return (task) => {
    const sum = sums.get(task.kind);
    const learnt = sum === undefined || sum.real <= 0 ? 1 : sum.real / sum.rough;
    return Math.max(0.001, roughWeight(task) * learnt);
  };
}
