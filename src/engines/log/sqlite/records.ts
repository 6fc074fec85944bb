import type { SqliteFile, SqliteRow, Statement } from '../../../host/index.ts';
import type { Clock } from '../../../kit/index.ts';
import type { LogRecord, Page, ReadOptions, StoredRecord } from '../index.ts';
import { partitionOf } from '../partition-of.ts';
import { endCodes } from './tables.ts';
import type { Topic } from './topics.ts';

export function insertRecords(topic: Topic, records: readonly LogRecord[], at: number): Statement {
  const rows = records.map(({ key, value, headers, kind = null, ends }) => [
    partitionOf(key, topic.partitions),
    ...[key, value, kind, endCodes[ends ?? 'none'], headers === undefined ? null : JSON.stringify(headers)],
  ]);
  return {
    sql: `insert into records (topic, partition, key, value, kind, ends, headers, at)
      select ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, ?
      from json_each(?) order by key`,
    values: [topic.id, at, JSON.stringify(rows)],
  };
}

export async function readPage(
  file: SqliteFile,
  clock: Clock,
  { topic, partition, from, limit, waitMs, signal }: ReadOptions & { readonly topic: Topic },
): Promise<Page> {
  const until = clock.monotonic() + waitMs;
  for (;;) {
    signal?.throwIfAborted();
    const version = file.changes.version();
    // Before the records, so that whatever lies below it is among them.
    const end = await endOf(file);
    const { rows } = await file.read({
      sql: `select id, key, value, headers, at from records
        where topic = ? and partition = ? and id >= ? order by id limit ?`,
      values: [topic.id, partition, from, limit],
    });
    const records = rows.map(recordOf);
    const last = (records.at(-1)?.offset ?? -1) + 1;
    const left = until - clock.monotonic();
    if (records.length > 0 || left <= 0 || file.closed) {
      const missed = from > 0 && records[0]?.offset !== from && (await isAged(file, { topic, partition, from }));
      const next = records.length === limit ? last : Math.max(from, last, end);
      return { records, next, ...(missed && { missed }) };
    }
    await file.changes.since(version, { ms: left, signal });
    if (file.closed) return { records: [], next: from };
  }
}

/** Whether there were records from here on that went by their age. */
async function isAged(
  file: SqliteFile,
  { topic, partition, from }: { readonly topic: Topic; readonly partition: number; readonly from: number },
): Promise<boolean> {
  const sql = 'select 1 from aged where topic = ? and partition = ? and last >= ?';
  return (await file.read({ sql, values: [topic.id, partition, from] })).rows.length > 0;
}

/** Behind every record of the file: no record gets an id again, also where those before it are gone. */
export async function endOf(file: SqliteFile): Promise<number> {
  const { rows } = await file.read({ sql: `select seq from sqlite_sequence where name = 'records'` });
  return Number(rows[0]?.seq ?? 0) + 1;
}

function recordOf(row: SqliteRow): StoredRecord {
  const { id, key, value, headers, at } = row;
  return {
    ...{ offset: Number(id), key: String(key), value: String(value), at: Number(at) },
    headers: typeof headers === 'string' ? JSON.parse(headers) : {},
  };
}
