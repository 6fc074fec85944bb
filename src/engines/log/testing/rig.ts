import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { isTransient, systemClock } from '../../../kit/index.ts';
import type { Log, LogRecord, Membership, StoredRecord } from '../index.ts';

/** What an adapter cannot do by its nature is said here, and what asks for it is skipped. */
export interface LogCapabilities {
  /** It sweeps only when it is asked, so that what goes can be counted. Default: true. */
  readonly sweepsWhenAsked?: boolean;
  /** It keeps what is superfluous for readers that left a mark and have not come so far. Default: false. */
  readonly waitsForReaders?: boolean;
}

/** What the suite needs of an adapter. */
export interface LogAdapter {
  /** `sqlite` */
  readonly name: string;
  /** The module's own address: children open the same place through its `adapter`. */
  readonly module: string;
  readonly capabilities: LogCapabilities;
  /** A place for a log that is empty: whatever the adapter makes of it, the same for all who share the log. */
  newPlace(): Promise<string>;
  removePlace(place: string): Promise<void>;
  /** With three partitions a topic, and members that claim every few dozen milliseconds where the adapter can choose. */
  open(place: string): Promise<Log>;
}

/** The log as a caller holds it who tries again what is transient; and how often it was. */
export interface PatientLog extends Log {
  retries(): number;
}

export function patient(log: Log): PatientLog {
  let retries = 0;
  let appended = 0;
  const name = `${process.pid}-${Math.random()}`;

  async function again<Result>(work: () => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isTransient(error)) throw error;
        retries += 1;
        assert.ok(retries < 10_000, 'it is transient for ever');
      }
    }
  }

  /** Whoever tries again may write twice: the id tells. */
  function named(records: readonly LogRecord[]): readonly LogRecord[] {
    return records.map((record) => ({ ...record, headers: { ...record.headers, id: `${name}-${appended++}` } }));
  }

  return {
    retries: () => retries,
    declare: (topic, settings) => again(() => log.declare(topic, settings)),
    partitions: (topic) => again(() => log.partitions(topic)),
    append(topic, records) {
      const ours = named(records);
      return again(() => log.append(topic, ours));
    },
    read: (topic, options) => again(() => log.read(topic, options)),
    bounds: (topic, partition) => again(() => log.bounds(topic, partition)),
    offsetAt: (topic, options) => again(() => log.offsetAt(topic, options)),
    async join(topic, reader): Promise<Membership> {
      const membership = await again(() => log.join(topic, reader));
      return {
        claimEveryMs: membership.claimEveryMs,
        claim: () => again(() => membership.claim()),
        mark: (owned, next) => again(() => membership.mark(owned, next)),
        append(owned, to, records) {
          const ours = named(records);
          return again(() => membership.append(owned, to, ours));
        },
        leave: () => again(() => membership.leave()),
      };
    },
    lag: (topic, reader) => again(() => log.lag(topic, reader)),
    sweep: (topic) => again(() => log.sweep(topic)),
    close: () => log.close(),
  };
}

export function rig(adapter: LogAdapter) {
  async function placed(t: TestContext): Promise<string> {
    const place = await adapter.newPlace();
    t.after(() => adapter.removePlace(place));
    return place;
  }
  async function opened(t: TestContext, place?: string): Promise<PatientLog> {
    const log = patient(await adapter.open(place ?? (await placed(t))));
    t.after(() => log.close());
    return log;
  }
  return { placed, opened };
}

/** All that lies in a partition from an offset on; asserts on the way that offsets rise. */
export async function readPartition(
  log: Log,
  topic: string,
  { partition, from = 0, limit = 100 }: { readonly partition: number; readonly from?: number; readonly limit?: number },
): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = [];
  const { end } = await log.bounds(topic, partition);
  for (let place = from; place < end; ) {
    const { records, next } = await log.read(topic, { partition, from: place, limit, waitMs: 0 });
    assert.ok(records.length <= limit, 'no more than was asked for');
    for (const record of records) {
      assert.ok(record.offset >= place, 'offsets rise');
      place = record.offset + 1;
      found.push(record);
    }
    assert.ok(next >= place, 'reading goes on behind what was read');
    place = next;
  }
  return found;
}

/** Every record of a topic, partition by partition. One that was written again by a retry counts where it came first. */
export async function readAll(log: PatientLog, topic: string): Promise<readonly StoredRecord[]> {
  const all: StoredRecord[] = [];
  for (let partition = 0; partition < (await log.partitions(topic)); partition += 1)
    all.push(...(await readPartition(log, topic, { partition })));
  return firstOfEach(all);
}

export function firstOfEach(records: readonly StoredRecord[]): readonly StoredRecord[] {
  const seen = new Set<string>();
  return records.filter(({ headers, offset }) => {
    const id = headers.id ?? `at ${offset}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

export const valuesOf = (records: readonly StoredRecord[], key?: string): readonly string[] =>
  records.filter((each) => key === undefined || each.key === key).map(({ value }) => value);

/** Waits for what another process, or a lease, brings about. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await systemClock.sleep(10);
}
