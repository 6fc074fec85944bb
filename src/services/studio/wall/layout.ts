import type { JobTask } from '../../../contracts/index.ts';
import type { Tx } from '../studio.ts';
import type { JobRow, JobState, Ladder } from '../tables.ts';

/** A row of a title's wall, and which jobs stand in it. */
export interface LaidRow {
  readonly name: string;
  readonly part: string;
  /** The one job that it stands for; undefined where it has one a chunk. */
  readonly sequence: number | undefined;
}

const letters: Readonly<Record<JobState, string>> = {
  waiting: 'w',
  leased: 'l',
  done: 'd',
  failed: 'f',
  cancelled: 'c',
};

export function letterOf(state: JobState): string {
  return letters[state];
}

/**
 * The rows of a wall: inspection, the rungs from the smallest up, each track, and whatever else is done of the film.
 * One job of the ladder makes a chunk of several rungs, and stands in the row of each.
 */
export async function layOutWall(db: Tx, title: string, ladder: Ladder | undefined): Promise<readonly LaidRow[]> {
  const others = await db
    .selectFrom('jobs')
    .select(['part', 'sequence', 'task'])
    .where('title', '=', title)
    // Chunks stand in the rows of their rungs; that they are verified has no row of its own.
    .where('part', 'not in', ['first-look', 'ladder', 'verify-look', 'verify'])
    .orderBy('part')
    .orderBy('sequence')
    .execute();
  const parts = Map.groupBy(others, ({ part }) => part);
  const tracks = [...parts].filter(([part]) => part !== 'inspect').flatMap(([part, jobs]) => rowsOf(part, jobs));
  const rungs = (ladder?.rungs ?? []).map(({ name }) => ({
    name,
    part: name === ladder?.firstLook ? 'first-look' : 'ladder',
    sequence: undefined,
  }));
  return [...rowsOf('inspect', parts.get('inspect') ?? []), ...rungs, ...tracks];
}

/** Work that is not cut into chunks has a row a job: by the name of the track that it makes, or by its part. */
function rowsOf(part: string, jobs: readonly Pick<JobRow, 'sequence' | 'task'>[]): readonly LaidRow[] {
  return jobs.map(({ sequence, task }, place) => {
    const otherwise = place === 0 ? part : `${part}-${place + 1}`;
    return { part, sequence, name: trackOf(JSON.parse(task) as JobTask) ?? otherwise };
  });
}

function trackOf(task: JobTask): string | undefined {
  return 'name' in task ? task.name : undefined;
}

/** Rows and places in them that a job stands at. */
export function placesOfJob(
  rows: readonly LaidRow[],
  { part, sequence }: { readonly part: string; readonly sequence: number },
): readonly (readonly [row: string, chunk: number])[] {
  return rows
    .filter((row) => row.part === part && (row.sequence === undefined || row.sequence === sequence))
    .map((row) => [row.name, row.sequence === undefined ? sequence : 0] as const);
}
