import { bringUp, type Logger, openSqliteFile } from '../../../host/index.ts';
import type { Clock } from '../../../kit/index.ts';
import type { Lag, Log } from '../index.ts';
import { openMembership } from './membership.ts';
import { endOf, insertRecords, readPage } from './records.ts';
import { sweepTopic } from './sweep.ts';
import { steps } from './tables.ts';
import { openTopics } from './topics.ts';

export interface SqliteLogOptions {
  /** Absolute path of the database file; any number of processes may open it. */
  readonly file: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Partitions of topics that are new to the file and do not say. One is plenty on one machine. */
  readonly partitions?: number;
  /** How often members claim. */
  readonly claimEveryMs?: number;
}

/** The log port on a SQLite file (decision 0010). */
export async function openSqliteLog(options: SqliteLogOptions): Promise<Log> {
  const { clock, partitions = 1, claimEveryMs = 2_000 } = options;
  const file = await openSqliteFile(options);
  await bringUp(file, steps);
  const topics = openTopics(file, { partitions });

  return {
    declare: (topic, settings) => topics.declare(topic, settings),
    partitions: async (topic) => (await topics.of(topic)).partitions,
    async append(topic, records) {
      if (records.length > 0) await file.write(insertRecords(await topics.of(topic), records, clock.now()));
    },
    async read(topic, wanted) {
      return readPage(file, clock, { ...wanted, topic: await topics.of(topic) });
    },
    async bounds(topic, partition) {
      const { id } = await topics.of(topic);
      const end = await endOf(file);
      const first = { sql: 'select min(id) as id from records where topic = ? and partition = ?' };
      const { rows } = await file.read({ ...first, values: [id, partition] });
      return { earliest: Math.min(Number(rows[0]?.id ?? end), end), end };
    },
    async offsetAt(topic, { partition, at }) {
      const { id } = await topics.of(topic);
      const end = await endOf(file);
      const first = { sql: 'select min(id) as id from records where topic = ? and partition = ? and at >= ?' };
      const { rows } = await file.read({ ...first, values: [id, partition, at] });
      return Number(rows[0]?.id ?? end);
    },
    async join(topic, reader) {
      const found = await topics.of(topic);
      return openMembership(file, { topic: found, reader, clock, claimEveryMs, topicOf: topics.of });
    },
    async lag(topic, reader) {
      const { id, partitions: count } = await topics.of(topic);
      const lagOf = async (partition: number): Promise<Lag> => {
        const { rows } = await file.read({
          sql: `select (select next from readers where topic = ?1 and reader = ?2 and partition = ?3) as next,
            (select count(*) from records where topic = ?1 and partition = ?3 and id >= coalesce(
              (select next from readers where topic = ?1 and reader = ?2 and partition = ?3), 0)) as behind`,
          values: [id, reader, partition],
        });
        const [row] = rows;
        return { partition, next: row?.next == null ? undefined : Number(row.next), behind: Number(row?.behind) };
      };
      return Promise.all(Array.from({ length: count }, (_, partition) => lagOf(partition)));
    },
    async sweep(topic) {
      const found = await topics.of(topic);
      return sweepTopic(file, found, { keep: await topics.keepOf(found), now: clock.now() });
    },
    close: () => file.close(),
  };
}
