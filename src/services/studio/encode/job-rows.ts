import type { JobTask } from '../../../contracts/index.ts';
import type { JobPart, JobRow } from '../tables.ts';

/** What is done first, whatever the age of its title; titles of one rank go by age. */
const ranks: Readonly<Record<JobPart, number>> = { inspect: 0, 'first-look': 1, audio: 1, text: 1, ladder: 2 };

export interface NewJob {
  readonly title: string;
  readonly source: string;
  /** Unix milliseconds: the title's age. */
  readonly titleAt: number;
  readonly part: JobPart;
  /** Place among the title's jobs; for video the chunk's number. */
  readonly sequence: number;
  readonly task: JobTask;
}

export function newJob(id: string, { title, source, titleAt, part, sequence, task }: NewJob): JobRow {
  return {
    id,
    title,
    source,
    part,
    rank: ranks[part],
    title_at: titleAt,
    sequence,
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
  };
}
