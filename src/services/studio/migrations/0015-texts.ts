import type { Migration } from '../../../engines/sql/index.ts';

interface OldTask {
  readonly kind: string;
  readonly start: number;
  readonly stream: number;
  readonly name: string;
}

/** Puts jobs of subtitles that are pictures behind those of text. */
const apart = 1000;

/** All texts of a film are one job, whose outputs have their names; before, each was a job with one output, `text`. */
export const textTables: Migration = {
  name: '0015-texts',
  steps: [
    async (db) => {
      const rows = await db
        .selectFrom('jobs')
        .select(['id', 'part', 'sequence', 'task'])
        .where('part', 'in', ['text', 'picture-text'])
        .execute();
      for (const { id, part, sequence, task } of rows) {
        const { kind: _, start, ...track } = JSON.parse(String(task)) as OldTask;
        const made = JSON.stringify({ kind: 'texts', start, tracks: [track] });
        const place = Number(sequence) + (part === 'text' ? 0 : apart);
        await db.updateTable('jobs').set({ part: 'text', sequence: place, task: made }).where('id', '=', id).execute();
        await db
          .updateTable('outputs')
          .set({ name: track.name })
          .where('job', '=', id)
          .where('name', '=', 'text')
          .execute();
      }
    },
  ],
};
