import type { Keep, Log } from '../../engines/log/index.ts';
import type { SqliteReader } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import { movingErrors } from './errors.ts';
import { inOrder } from './in-order.ts';
import { carryStretch, type Partition, recordsBefore, verifyStretch } from './log-stretch.ts';
import { carryMarks, marksIn, verifyMarks } from './marks.ts';
import { differencesUpTo, type Mover } from './mover.ts';
import type { Progress } from './progress.ts';
import type { Source } from './source.ts';
import type { MapPosition } from './stand-ins.ts';

/** Partitions that are carried at once. Within one, records go in order. */
const lanes = 6;

export interface LogMoverOptions {
  readonly source: Source;
  readonly target: Log;
  readonly progress: Progress;
  readonly clock: Clock;
}

interface OldTopic {
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
  readonly keep: Keep;
}

/**
 * Every topic's records in order, and the places up to which they have been read. A stretch of records that nobody's place
 * lies within is appended as one: between keys its order may change, and whoever has read up to its end has read all of it.
 */
export function logMover({ source, target, progress, clock }: LogMoverOptions): Mover {
  const { log: old } = source;
  const topics = old === undefined ? [] : topicsIn(old);
  const places = placesIn(source);

  const partitions: readonly Partition[] = topics.flatMap(({ id, name, partitions: count }) =>
    Array.from({ length: count }, (_, partition) => ({
      ...{ id, topic: name, partition, places: places.get(`${name} ${partition}`) ?? [] },
    })),
  );

  async function declareAll(): Promise<void> {
    for (const { name, partitions: wanted, keep } of topics) {
      await target.declare(name, { partitions: wanted, keep });
      const found = await target.partitions(name);
      if (found !== wanted) throw movingErrors.error('moving.partitions', { topic: name, found, wanted });
    }
  }

  return {
    port: 'log',
    async refuseTaken() {
      await declareAll();
      for (const { topic, partition } of partitions) {
        const { earliest, end } = await target.bounds(topic, partition);
        const { records } = await target.read(topic, { partition, from: earliest, limit: 1, waitMs: 0 });
        if (records.length > 0)
          throw movingErrors.error('moving.taken', { port: 'the log', what: `records in ${topic}, up to ${end}` });
      }
    },
    async carry(onCarried) {
      if (old === undefined) return;
      await declareAll();
      await inOrder(partitions, {
        atOnce: lanes,
        work: (partition) => carryStretch({ old, target, progress, clock, onCarried }, partition),
        done: async () => undefined,
      });
      await carryMarks({ target, clock, marks: marksIn(old), position: await positionsCarried({ source, progress }) });
    },
    async verify(onCarried) {
      const found = differencesUpTo();
      const checksums = { source: '', target: '' };
      if (old === undefined) return { checksums, differences: [] };
      for (const partition of partitions)
        await verifyStretch({ old, target, progress, clock, onCarried }, partition, { found, sums: checksums });
      await verifyMarks({ target, marks: marksIn(old), position: await positionsCarried({ source, progress }) }, found);
      return { checksums, differences: found.all };
    },
  };
}

/** Where each reader goes on in the new log, once that is carried. */
export async function positionsCarried({
  source,
  progress,
}: Pick<LogMoverOptions, 'source' | 'progress'>): Promise<MapPosition> {
  const ends = await progress.all<number>('log/place/');
  return (topic, partition, next) => {
    // Nothing lay before it, or nothing was ever told there.
    if (source.log === undefined || recordsBefore(source.log, { topic, partition, next }) === 0) return 0;
    const place = ends.get(`${topic} ${partition} ${next}`);
    if (place === undefined) throw new TypeError(`${topic} ${partition} ${next} is no place that a stretch ends at.`);
    return place;
  };
}

function topicsIn(old: SqliteReader): readonly OldTopic[] {
  return old.rows({ sql: 'select id, name, partitions, keep from topics order by id' }).map((row) => ({
    ...{ id: Number(row.id), name: String(row.name), partitions: Number(row.partitions) },
    keep: typeof row.keep === 'string' ? (JSON.parse(row.keep) as Keep) : { what: 'everything' },
  }));
}

/** By topic and partition, where somebody goes on reading: in services' tables, and by marks of the log's own. */
function placesIn({ tables, log }: Source): ReadonlyMap<string, readonly number[]> {
  const all = [
    ...tables.flatMap(({ file }) => file.rows({ sql: 'select topic, partition, next from ledger_positions' })),
    ...(log === undefined ? [] : marksIn(log)),
  ].map(({ topic, partition, next }) => ({ place: `${topic} ${partition}`, next: Number(next) }));
  return new Map(
    [...Map.groupBy(all, ({ place }) => place)].map(([place, some]) => [
      place,
      [...new Set(some.map(({ next }) => next))].sort((one, other) => one - other),
    ]),
  );
}
