import assert from 'node:assert/strict';
import { BijouError, hasCode, mutex, type Random, systemClock } from '../../../kit/index.ts';
import type { Log, LogRecord, Membership, StoredRecord } from '../index.ts';
import { patient, readPartition } from './rig.ts';

export interface BrokersTrial {
  /** Opens the log once more, as another process would. */
  readonly open: () => Promise<Log>;
  readonly nodes: readonly number[];
  readonly kill: (node: number) => Promise<void>;
  /** Starts it again; resolves once it has all that it missed. */
  readonly rejoin: (node: number) => Promise<void>;
  readonly kills: number;
  readonly random: Random;
}

export interface BrokersFigures {
  readonly kills: number;
  readonly acknowledged: number;
  readonly lost: number;
  /** Told a second time after a failure that left it open whether they were written. */
  readonly toldAgain: number;
  readonly writtenTwice: number;
  /** Of records that nobody told a second time: idempotence promises none. */
  readonly twiceUnasked: number;
  readonly outOfOrder: number;
  readonly derived: number;
  readonly ownersAtOnce: number;
  /** From a kill until every writer was answered again. */
  readonly serviceAgainMs: { readonly median: number; readonly most: number };
}

const lanes = ['a', 'b', 'c', 'd', 'e', 'f'];
const topic = 'events';
const derived = 'derived';

/**
 * Kills brokers under writers that know every record they were answered for, and under two members that read and append
 * as owners. What was lost, doubled or done by two owners at once is counted.
 */
export async function killBrokers({ open, nodes, kill, rejoin, kills, random }: BrokersTrial): Promise<BrokersFigures> {
  const writing = await open();
  await patient(writing).declare(topic, { partitions: 3, keep: { what: 'everything' } });
  await patient(writing).declare(derived, { partitions: 3, keep: { what: 'everything' } });
  const stopping = new AbortController();
  const writers = lanes.map((lane) => write(writing, lane, stopping.signal));
  const members = await Promise.all(['one', 'two'].map(async (name) => own(await open(), name, stopping.signal)));
  const again: number[] = [];
  await settled(writers);
  for (let round = 0; round < kills; round += 1) {
    const node = nodes[Math.floor(random.float() * nodes.length)] ?? 0;
    await kill(node);
    const before = systemClock.monotonic();
    await settled(writers);
    again.push(systemClock.monotonic() - before);
    await rejoin(node);
    await settled(writers);
  }
  stopping.abort();
  await Promise.all([...writers, ...members].map(({ done }) => done));
  const log = patient(await open());
  const records = await all(log, topic);
  const owned = await all(log, derived);
  for (const opened of [log, writing, ...members.map((each) => each.log)]) await opened.close();
  again.sort((a, b) => a - b);
  return {
    kills,
    ...judge(records, writers),
    derived: owned.length,
    ownersAtOnce: judgeOwners(owned, members),
    serviceAgainMs: {
      median: Math.round(again[Math.floor(again.length / 2)] ?? 0),
      most: Math.round(again.at(-1) ?? 0),
    },
  };
}

interface Writer {
  readonly lane: string;
  /** How many were acknowledged. */
  acknowledged(): number;
  /** Values that were told a second time. */
  readonly again: ReadonlySet<number>;
  readonly done: Promise<void>;
}

function write(log: Log, lane: string, stopping: AbortSignal): Writer {
  const again = new Set<number>();
  let next = 0;
  async function work(): Promise<void> {
    while (!stopping.aborted) {
      const records: LogRecord[] = [next, next + 1].map((n) => ({ key: lane, value: String(n) }));
      for (let done = false; !done; ) {
        try {
          await log.append(topic, records);
          done = true;
        } catch (error) {
          if (!(error instanceof BijouError) || error.retry !== 'transient') throw error;
          again.add(next);
          again.add(next + 1);
          await systemClock.sleep(50);
        }
      }
      next += 2;
      await systemClock.sleep(5);
    }
  }
  return { lane, acknowledged: () => next, again, done: work() };
}

/** Until each writer was answered for something that it told after now. */
async function settled(writers: readonly Writer[]): Promise<void> {
  const before = writers.map((writer) => writer.acknowledged());
  while (!writers.every((writer, index) => writer.acknowledged() > (before[index] ?? 0) + 2))
    await systemClock.sleep(5);
}

interface Member {
  readonly log: Log;
  readonly epochs: ReadonlySet<string>;
  readonly done: Promise<void>;
}

/** Claims, and appends as the owner of what it owns; loses it in the middle, as any owner may. */
function own(log: Log, name: string, stopping: AbortSignal): Member {
  const epochs = new Set<string>();
  async function work(): Promise<void> {
    let membership: Membership | undefined;
    const turn = mutex();
    while (!stopping.aborted) {
      try {
        membership ??= await log.join(topic, 'derive');
        const member = membership;
        for (const owned of await member.claim()) {
          epochs.add(`${owned.partition} ${owned.epoch}`);
          const value = JSON.stringify({ name, partition: owned.partition, epoch: owned.epoch });
          await turn.run(() => member.append(owned, derived, [{ key: `p${owned.partition}`, value }]));
          await member.mark(owned, (owned.next ?? 0) + 1);
        }
      } catch (error) {
        if (!(error instanceof BijouError) || !(error.retry === 'transient' || hasCode(error, 'log.not-owner')))
          throw error;
      }
      await systemClock.sleep(20);
    }
    await membership?.leave().catch(() => undefined);
  }
  return { log, epochs, done: work() };
}

async function all(log: Log, name: string): Promise<readonly StoredRecord[]> {
  const found: StoredRecord[] = [];
  for (let partition = 0; partition < (await log.partitions(name)); partition += 1)
    found.push(...(await readPartition(log, name, { partition, limit: 1_000 })));
  return found;
}

function judge(records: readonly StoredRecord[], writers: readonly Writer[]) {
  const count = { acknowledged: 0, lost: 0, toldAgain: 0, writtenTwice: 0, twiceUnasked: 0, outOfOrder: 0 };
  for (const { lane, acknowledged, again } of writers) {
    const values = records.filter(({ key }) => key === lane).map(({ value }) => Number(value));
    const firsts = [...new Set(values)];
    const twice = values.filter((value, index) => values.indexOf(value) !== index);
    count.acknowledged += acknowledged();
    count.toldAgain += again.size;
    count.writtenTwice += twice.length;
    count.twiceUnasked += twice.filter((value) => !again.has(value)).length;
    for (let n = 0; n < acknowledged(); n += 1) if (firsts[n] !== n) count.outOfOrder += 1;
    const there = new Set(firsts);
    for (let n = 0; n < acknowledged(); n += 1) if (!there.has(n)) count.lost += 1;
  }
  return count;
}

/** An epoch is one member’s, and nothing of an earlier one lies behind a later one. */
function judgeOwners(records: readonly StoredRecord[], members: readonly Member[]): number {
  let wrong = 0;
  const [one, two] = members.map(({ epochs }) => epochs);
  for (const epoch of one ?? []) if (two?.has(epoch)) wrong += 1;
  const newest = new Map<string, number>();
  for (const { key, value } of records) {
    const { epoch } = JSON.parse(value);
    if (epoch < (newest.get(key) ?? 0)) wrong += 1;
    newest.set(key, epoch);
  }
  return wrong;
}

export function assertNothingLost(figures: BrokersFigures): void {
  const { lost, twiceUnasked, outOfOrder, ownersAtOnce, acknowledged, derived: owned } = figures;
  assert.deepEqual(
    { lost, twiceUnasked, outOfOrder, ownersAtOnce },
    { lost: 0, twiceUnasked: 0, outOfOrder: 0, ownersAtOnce: 0 },
  );
  assert.ok(acknowledged > 0 && owned > 0, 'nothing was written');
}
