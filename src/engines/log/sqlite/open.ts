import {
  bringUp,
  type Logger,
  openSqliteFile,
  type Run,
  type SqliteFile,
  type Statement,
} from '../../../host/index.ts';
import type { Clock } from '../../../kit/index.ts';
import type { Log, LogRecord, ReadOptions, StoredRecord } from '../index.ts';

export interface SqliteLogOptions {
  /** Absolute path of the database file; any number of processes may open it. */
  readonly file: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Partitions of topics that are new to the file. One is plenty on one machine. */
  readonly partitions?: number;
}

interface Topic {
  readonly id: number;
  readonly partitions: number;
}

// SQLite lets one transaction write at a time, so ids rise in the order of commits, and who has read up to an id
// never finds a smaller one later: the id is the offset.
const steps: readonly (readonly string[])[] = [
  [
    'create table topics (id integer primary key, name text not null unique, partitions integer not null) strict',
    `create table records (
      id integer primary key autoincrement,
      topic integer not null references topics (id),
      partition integer not null,
      key text not null,
      value text not null,
      at integer not null
    ) strict`,
    'create index records_in_order on records (topic, partition, id)',
  ],
  [
    'alter table records add column kind text',
    'alter table records add column ends integer not null default 0',
    // What was told before records had kinds: events of the ledger, which say their type.
    `update records set kind = value ->> '$.type', ends = coalesce(value ->> '$.type' like '%.removed', 0)
      where json_valid(value)`,
    'create index records_by_key on records (topic, key, id)',
    `create table readers (
      topic integer not null references topics (id),
      reader text not null,
      partition integer not null,
      next integer not null,
      primary key (topic, reader, partition)
    ) strict, without rowid`,
  ],
];

/** The log port on a SQLite file (decision 0010). */
export async function openSqliteLog(options: SqliteLogOptions): Promise<Log> {
  const { clock, partitions = 1 } = options;
  const file = await openSqliteFile(options);
  await bringUp(file, steps);
  const topics = new Map<string, Topic>();

  return {
    async append(topic, records) {
      if (records.length === 0) return;
      const known = await topicOf(topic);
      await file.write(insert(known, records, clock.now()));
    },
    partitions: async (topic) => (await topicOf(topic)).partitions,
    async read(topic, wanted) {
      return read(file, clock, { ...wanted, topic: await topicOf(topic) });
    },
    async mark(topic, { reader, partition, next }) {
      const { id } = await topicOf(topic);
      await file.write({
        sql: `insert into readers (topic, reader, partition, next) values (?, ?, ?, ?)
          on conflict (topic, reader, partition) do update set next = max(next, excluded.next)`,
        values: [id, reader, partition, next],
      });
    },
    async prune(topic, { before }) {
      const { id } = await topicOf(topic);
      let dropped = 0;
      for (;;) {
        const { changes } = await file.write(superfluous(id, before));
        dropped += changes;
        if (changes < mostAtOnce) return dropped;
      }
    },
    close: () => file.close(),
  };

  async function topicOf(name: string): Promise<Topic> {
    const known = topics.get(name);
    if (known !== undefined) return known;
    const topic = await file.transaction((run) => findOrMake(run, name, partitions));
    topics.set(name, topic);
    return topic;
  }
}

async function findOrMake(run: Run, name: string, partitions: number): Promise<Topic> {
  await run({
    sql: 'insert into topics (name, partitions) values (?, ?) on conflict (name) do nothing',
    values: [name, partitions],
  });
  const { rows } = await run({ sql: 'select id, partitions from topics where name = ?', values: [name] });
  return { id: Number(rows[0]?.id), partitions: Number(rows[0]?.partitions) };
}

function insert(topic: Topic, records: readonly LogRecord[], at: number): Statement {
  const rows = records.map(({ key, value, kind = null, ends = false }) => [
    partitionOf(key, topic.partitions),
    ...[key, value, kind, ends ? 1 : 0],
  ]);
  return {
    sql: `insert into records (topic, partition, key, value, kind, ends, at)
      select ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ? from json_each(?) order by key`,
    values: [topic.id, at, JSON.stringify(rows)],
  };
}

/** A short transaction each time: others write as well. */
const mostAtOnce = 500;

function superfluous(topic: number, before: number): Statement {
  return {
    sql: `delete from records where id in (
      select id from records as old
      where topic = ? and at < ?
        and id < (select min(next) from readers where topic = old.topic and partition = old.partition)
        and (ends = 1 or exists (
          select 1 from records as later
          where later.topic = old.topic and later.key = old.key and later.id > old.id
            and (later.kind = old.kind or later.ends = 1)))
      order by id limit ?)`,
    values: [topic, before, mostAtOnce],
  };
}

async function read(
  file: SqliteFile,
  clock: Clock,
  { topic, partition, from, limit, waitMs, signal }: ReadOptions & { readonly topic: Topic },
): Promise<readonly StoredRecord[]> {
  const end = clock.monotonic() + waitMs;
  for (;;) {
    signal?.throwIfAborted();
    const version = file.changes.version();
    const { rows } = await file.read({
      sql: `select id, key, value, at from records where topic = ? and partition = ? and id >= ? order by id limit ?`,
      values: [topic.id, partition, from, limit],
    });
    if (rows.length > 0) return rows.map(recordOf);
    const left = end - clock.monotonic();
    if (left <= 0) return [];
    await file.changes.since(version, { ms: left, signal });
    if (file.closed) return [];
  }
}

function recordOf(row: Readonly<Record<string, unknown>>): StoredRecord {
  return { offset: Number(row.id), key: String(row.key), value: String(row.value), at: Number(row.at) };
}

/** FNV-1a over UTF-16 units, 32 bits (Fowler, Noll, Vo): the same in every process and version. */
function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % partitions;
}
