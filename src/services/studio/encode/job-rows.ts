import type { JobTask } from '../../../contracts/index.ts';
import { roughWeight } from '../progress/weights.ts';
import type { JobPart, JobRow } from '../tables.ts';
import { ranks, urgencyOf } from './order.ts';

export interface NewJob {
  readonly title: string;
  readonly source: string;
  /** Unix milliseconds: the title's age. */
  readonly titleAt: number;
  readonly part: JobPart;
  /** Place among the title's jobs; for video the chunk's number. */
  readonly sequence: number;
  readonly task: JobTask;
  /** Of the title. */
  readonly batch?: string;
  /** CPU seconds that it will take. */
  readonly weight?: number;
  /** CPU seconds of all that has to be done for what this job is a part of. */
  readonly work?: number;
  /** False while the title is held up. */
  readonly runnable?: boolean;
  /** Instead of the part's own: what is only done again is in no hurry. */
  readonly rank?: number;
}

export function newJob(id: string, job: NewJob): JobRow {
  const { title, source, titleAt, part, sequence, task, batch = '', runnable = true } = job;
  const weight = job.weight ?? roughWeight(task);
  return {
    id,
    title,
    source,
    part,
    rank: job.rank ?? ranks[part],
    title_at: titleAt,
    sequence,
    batch,
    urgency: urgencyOf(titleAt, job.work ?? weight),
    runnable: runnable ? 1 : 0,
    weight,
    changed: 0,
    task: JSON.stringify(task),
    state: 'waiting',
    failures: 0,
    losses: 0,
    lease: null,
    lease_until: null,
    encoder: null,
    receipt: null,
    progress: 0,
    failure: null,
    cpu_seconds: null,
    leased_at: null,
    done_at: null,
  };
}
