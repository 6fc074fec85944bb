import type { Log, LogRecord, StoredRecord } from '../../engines/log/index.ts';
import { endCodes } from '../../engines/log/sqlite/tables.ts';
import type { SqliteReader } from '../../host/index.ts';
import { type Clock, isTransient } from '../../kit/index.ts';
import { canonical, summed } from './checksum.ts';
import { movingErrors } from './errors.ts';
import { type Matched, match } from './log-match.ts';
import type { differencesUpTo, OnCarried } from './mover.ts';
import type { Progress } from './progress.ts';

const recordsAtOnce = 500;
const bytesAtOnce = 512 * 1024;
/** An engine that is away for longer is told of; the move goes on from there when it is called again. */
const mostTries = 20;

export interface Partition {
  /** The topic's number in the old file. */
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
  /** Where somebody goes on reading, in order. */
  readonly places: readonly number[];
}

export interface Logs {
  readonly old: SqliteReader;
  readonly target: Log;
  readonly progress: Progress;
  readonly clock: Clock;
  readonly onCarried: OnCarried;
}

export interface OldRecord {
  readonly id: number;
  readonly record: LogRecord;
}

/** How far a partition has been carried: behind this record, which is before that place. */
type Reached = { readonly after: number; readonly next: number };
/** What was appended as one: records behind `after` up to `last` lie from `first` on, before `next`. */
type Batch = { readonly after: number; readonly last: number; readonly first: number; readonly next: number };

const nameOf = ({ topic, partition }: Partition) => `${topic} ${partition}`;
const batchesOf = (partition: Partition) => `log/batch/${nameOf(partition)}/`;

/** Carries one partition from where it was left. */
export async function carryStretch(logs: Logs, partition: Partition): Promise<void> {
  const { old, target, progress, onCarried } = logs;
  const note = `log/carried/${nameOf(partition)}`;
  const before = await progress.get<Reached>(note);
  let reached = before ?? { after: 0, next: (await target.bounds(partition.topic, partition.partition)).earliest };
  let isDoubtful = before !== undefined;
  if (before === undefined) await progress.set(note, reached);
  for (const end of [...partition.places, Number.POSITIVE_INFINITY]) {
    for (;;) {
      const some = recordsAfter(old, partition, { after: reached.after, end });
      const last = some.at(-1)?.id;
      if (last === undefined) break;
      const next = await append(logs, partition, {
        records: some.map(({ record }) => record),
        from: reached.next,
        isDoubtful,
      });
      isDoubtful = false;
      const batch: Batch = { after: reached.after, last, first: reached.next, next };
      reached = { after: last, next };
      await progress.setAll({ [note]: reached, [batchesOf(partition) + String(last).padStart(16, '0')]: batch });
      onCarried(
        some.length,
        some.reduce((sum, { record }) => sum + record.value.length, 0),
      );
    }
    if (Number.isFinite(end)) await progress.set(`log/place/${nameOf(partition)} ${end}`, reached.next);
  }
}

interface Append {
  readonly records: readonly LogRecord[];
  /** Where they lie in the new log, and nothing else. */
  readonly from: number;
  /** Some may lie there already. */
  readonly isDoubtful: boolean;
}

/** Appends what does not lie there already, and reads it. Resolves to the place behind it. */
async function append(
  { target, clock }: Logs,
  partition: Partition,
  { records, from, isDoubtful }: Append,
): Promise<number> {
  let left: readonly LogRecord[] = isDoubtful ? [] : records;
  for (let tries = 1; ; tries += 1) {
    try {
      if (left.length > 0) await target.append(partition.topic, left);
      const there = await lookAt(target, partition, { from, least: left.length > 0 ? records.length : 0 });
      if (there.foreign !== undefined) throw foreign(partition, there.foreign);
      left = there.left;
      if (left.length === 0) return there.next;
    } catch (error) {
      if (!isTransient(error) || tries === mostTries) throw error;
      left = [];
    }
    if (tries > 1) await clock.sleep(Math.min(1_000, 20 * 2 ** tries));
  }

  /** What of the records lies there. An append is answered a little before everybody sees it. */
  async function lookAt(
    log: Log,
    where: Partition,
    { from: start, least }: { from: number; least: number },
  ): Promise<Matched> {
    const found: StoredRecord[] = [];
    let next = start;
    for (let looks = 0; ; looks += 1) {
      const page = await log.read(where.topic, {
        ...{ partition: where.partition, from: next, limit: 1_000, waitMs: found.length < least ? 500 : 0 },
      });
      found.push(...page.records);
      next = page.next;
      if (page.records.length === 0 && (found.length >= least || looks > 10)) break;
    }
    return match(records, found, start);
  }
}

function foreign({ topic, partition }: Partition, record: StoredRecord) {
  return movingErrors.error('moving.taken', {
    ...{
      port: 'the log',
      what: `a record of ${record.key} at ${record.offset} of ${topic} (partition ${partition}), which was not carried`,
    },
  });
}

export interface VerifyOptions {
  readonly found: ReturnType<typeof differencesUpTo>;
  /** Gone on with. */
  readonly sums: { source: string; target: string };
}

/** Reads what was appended as one from both, one after the other, and compares each key's records. */
export async function verifyStretch(
  { old, target, progress, onCarried }: Logs,
  partition: Partition,
  { found, sums }: VerifyOptions,
): Promise<void> {
  const { topic } = partition;
  const where = nameOf(partition);
  let [reached, place] = [0, 0];
  for (let after = ''; ; ) {
    const batches = await progress.some<Batch>(batchesOf(partition), after, 100);
    for (const [, batch] of batches) {
      const records = recordsAfter(old, partition, { after: batch.after, end: batch.last + 1, isWhole: true });
      const there = await readAll(target, partition, batch);
      const { left, foreign: other } = match(
        records.map(({ record }) => record),
        there,
        batch.first,
      );
      for (const { key } of left)
        found.add(
          `${where}: a record of ${key}, of those from ${batch.after + 1} to ${batch.last}, is missing or differs`,
        );
      if (other !== undefined) found.add(`${where}: the record of ${other.key} at ${other.offset} was not carried so`);
      sums.source = summed(sums.source, linesOf(records.map(({ record }) => record)));
      sums.target = summed(sums.target, linesOf(there));
      onCarried(records.length, 0);
      [reached, place] = [batch.last, batch.next];
    }
    after = batches.at(-1)?.[0] ?? after;
    if (batches.length < 100) break;
  }
  const missed = recordsAfter(old, partition, { after: reached, end: Number.POSITIVE_INFINITY });
  if (missed.length > 0) found.add(`${where}: records from ${missed[0]?.id} on were not carried`);
  const { records: more } = await target.read(topic, {
    partition: partition.partition,
    from: place,
    limit: 1,
    waitMs: 0,
  });
  if (more.length > 0) found.add(`${where}: there are records from ${more[0]?.offset} on that were not carried`);
}

async function readAll(target: Log, { topic, partition }: Partition, { first, next }: Batch): Promise<StoredRecord[]> {
  const found: StoredRecord[] = [];
  for (let from = first; from < next; ) {
    const page = await target.read(topic, { partition, from, limit: 1_000, waitMs: 0 });
    found.push(...page.records.filter(({ offset }) => offset < next));
    if (page.next <= from) break;
    from = page.next;
  }
  return found;
}

/** By key, since between keys the order may be another. */
function linesOf(records: readonly Pick<LogRecord, 'key' | 'value' | 'headers'>[]): readonly string[] {
  const groups = [...Map.groupBy(records, ({ key }) => key)].sort(([one], [other]) => (one < other ? -1 : 1));
  return groups.flatMap(([, some]) =>
    some.map(({ key, value, headers = {} }) => canonical([key, value, Object.entries(headers).sort()])),
  );
}

function recordsAfter(
  old: SqliteReader,
  { id, partition }: Partition,
  { after, end, isWhole = false }: { readonly after: number; readonly end: number; readonly isWhole?: boolean },
): readonly OldRecord[] {
  const rows = old.rows(
    {
      sql: `select id, key, value, kind, ends, headers from records
        where topic = ? and partition = ? and id > ? and id < ? order by id limit ?`,
      values: [
        id,
        partition,
        after,
        Math.min(end, Number.MAX_SAFE_INTEGER),
        isWhole ? recordsAtOnce + 1 : recordsAtOnce,
      ],
    },
    isWhole ? undefined : bytesAtOnce,
  );
  return rows.map((row) => ({ id: Number(row.id), record: recordOf(row) }));
}

function recordOf(row: Readonly<Record<string, unknown>>): LogRecord {
  const { key, value, kind, ends, headers } = row;
  return {
    ...{ key: String(key), value: String(value) },
    ...(typeof headers === 'string' ? { headers: JSON.parse(headers) as Record<string, string> } : {}),
    ...(kind === null ? {} : { kind: String(kind) }),
    ...(ends === endCodes.key ? { ends: 'key' as const } : ends === endCodes.kind ? { ends: 'kind' as const } : {}),
  };
}

/** Whether anything lies before a place: 0 or 1. */
export function recordsBefore(
  old: SqliteReader,
  { topic, partition, next }: { readonly topic: string; readonly partition: number; readonly next: number },
): number {
  return old.rows({
    sql: `select 1 from records join topics on topics.id = records.topic
      where topics.name = ? and partition = ? and records.id < ? limit 1`,
    values: [topic, partition, next],
  }).length;
}
