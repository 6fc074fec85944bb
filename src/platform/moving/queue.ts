import type { Queue } from '../../engines/queue/index.ts';
import type { SqliteRow } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import { differencesUpTo, type Mover } from './mover.ts';
import type { Progress } from './progress.ts';
import type { Source } from './source.ts';

const ticketsAtOnce = 100;
const bytesAtOnce = 1024 * 1024;
const longestDelayMs = 15 * 60_000;
/** How often what was sent is counted, where the engine tells late. */
const looks = 30;
const deadSuffix = '-dead';

export interface QueueMoverOptions {
  readonly source: Source;
  readonly target: Queue;
  readonly progress: Progress;
  readonly clock: Clock;
}

/**
 * Every ticket, also those that somebody held, who is gone, and dead letters: those are sent to the queue that they came
 * from, since nothing is sent to dead letters by hand. A kill may send some twice, which queues do anyway.
 */
export function queueMover({ source, target, progress, clock }: QueueMoverOptions): Mover {
  const { queue: old } = source;
  const note = 'queue/after';

  const countsOf = (): ReadonlyMap<string, number> => {
    const rows = old?.rows({ sql: 'select queue, count(*) as count from tickets group by queue order by queue' }) ?? [];
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(queueOf(row), (counts.get(queueOf(row)) ?? 0) + Number(row.count));
    return counts;
  };

  return {
    port: 'queue',
    // Tickets that are there do no harm: whoever gets one looks up what it is about.
    refuseTaken: async () => undefined,
    async carry(onCarried) {
      if (old === undefined) return;
      for (let after = (await progress.get<number>(note)) ?? 0; ; ) {
        const rows = old.rows(
          {
            sql: 'select id, queue, body, visible_at, receipt from tickets where id > ? order by id limit ?',
            values: [after, ticketsAtOnce],
          },
          bytesAtOnce,
        );
        const last = rows.at(-1);
        if (last === undefined) return;
        for (const [queue, some] of Map.groupBy(rows, queueOf))
          for (const [delayMs, alike] of Map.groupBy(some, delayOf))
            await target.send(
              queue,
              alike.map(({ body }) => String(body)),
              delayMs === 0 ? {} : { delayMs },
            );
        after = Number(last.id);
        await progress.set(note, after);
        onCarried(
          rows.length,
          rows.reduce((sum, { body }) => sum + String(body).length, 0),
        );
      }
    },
    async verify() {
      const found = differencesUpTo();
      const sums = { source: '', target: '' };
      for (const [queue, count] of countsOf()) {
        let there = 0;
        for (let look = 0; look < looks; look += 1) {
          const { visible, hidden } = await target.depth(queue);
          there = visible + hidden;
          if (there >= count) break;
          await clock.sleep(Math.min(2_000, target.depthLagMs));
        }
        if (there < count) found.add(`${queue}: there are ${there} tickets, and were ${count}`);
        sums.source += `${queue} ${count} `;
        sums.target += `${queue} ${Math.min(there, count)} `;
      }
      return { checksums: sums, differences: found.all };
    },
  };

  /** What waits to be seen goes on waiting; what is held is not. To the second, so that many are sent together. */
  function delayOf({ visible_at: at, receipt }: SqliteRow): number {
    const ms = receipt === null ? Number(at) - clock.now() : 0;
    return Math.max(0, Math.min(longestDelayMs, Math.ceil(ms / 1_000) * 1_000));
  }
}

function queueOf({ queue }: SqliteRow): string {
  return String(queue).replace(new RegExp(`${deadSuffix}$`), '');
}
