import { type Clock, mutex } from '../../../kit/index.ts';
import { logErrors } from '../errors.ts';
import type { LogRecord, Membership, Owned } from '../index.ts';
import { toTake } from '../shares.ts';
import { KafkaFailure, toldOf } from './failure.ts';
import type { Ledger, Line, Roll } from './ledger.ts';
import { isOver, type Writer } from './transactions.ts';

export interface MembershipOptions {
  readonly topic: string;
  readonly reader: string;
  readonly partitions: number;
  readonly claimEveryMs: number;
  readonly clock: Clock;
  readonly makeId: () => string;
  readonly ledger: Ledger;
  /** Begins to write as the owner of a partition; fences whoever did before. */
  readonly begin: (partition: number) => Promise<Writer>;
  readonly marks: (partitions: readonly number[]) => Promise<ReadonlyMap<number, number>>;
  readonly mark: (writer: Writer, partition: number, next: number) => Promise<void>;
  readonly append: (writer: Writer, topic: string, records: readonly LogRecord[]) => Promise<void>;
}

interface Beat {
  readonly place: number;
  /** When it was first seen here, by this process's own monotonic clock. */
  readonly since: number;
}

/** A partition as it is held here. */
interface Held {
  readonly epoch: number;
  /** Undefined once it failed: another is begun before the next use. */
  writer: Writer | undefined;
  next: number | undefined;
  markedAt: number;
  /** One thing at a time. */
  readonly turns: ReturnType<typeof mutex>;
}

const leaseClaims = 3;
/** Kafka forgets marks that nobody renewed for a week. */
const renewMs = 12 * 3_600_000;

/**
 * Leases without a clock that anybody shares, as lines of the ledger. Whose sign of life stands still for as long as a lease,
 * watched by another's own monotonic clock, is gone; who is alone gives none. Whoever took a partition then begins to write
 * under the partition's name, which fences its owners of before, and looks whether it is still the last who took it.
 */
export function openMembership(options: MembershipOptions): Membership {
  const { topic, reader, partitions, claimEveryMs, clock, ledger } = options;
  const name = JSON.stringify([topic, reader]);
  const beats = new Map<string, Beat>();
  const held = new Map<number, Held>();
  const claiming = mutex();
  let me = '';
  let left = false;
  let lastLook = clock.monotonic();

  /** Others whose sign of life has stood still for too long. Whoever has not looked for a while himself begins anew. */
  function gone({ members }: Roll): readonly string[] {
    const now = clock.monotonic();
    if (now - lastLook > claimEveryMs * 2) beats.clear();
    lastLook = now;
    for (const id of beats.keys()) if (!members.has(id)) beats.delete(id);
    for (const [id, place] of members) if (beats.get(id)?.place !== place) beats.set(id, { place, since: now });
    const isGone = (id: string) => now - (beats.get(id)?.since ?? now) >= leaseClaims * claimEveryMs;
    return [...members.keys()].filter((id) => id !== me && isGone(id));
  }

  const mine = ({ owners }: Roll) => [...owners].filter(([, { member }]) => member === me);

  async function sign(before: Roll, dead: readonly string[]): Promise<Roll> {
    const isNew = !before.members.has(me);
    if (isNew) me = options.makeId();
    const members = [...new Set([...before.members.keys(), me])].filter((id) => !dead.includes(id));
    const owners = [...before.owners].filter(([, { member }]) => members.includes(member));
    const standing = {
      partitions,
      members,
      owners: new Map(owners.map(([partition, { member }]) => [partition, member])),
    };
    const lines: Line[] = [
      ...dead.map((member) => ({ says: 'gone', member }) as const),
      { says: 'here', member: me },
      ...toTake(me, standing, isNew).map((partition) => ({ says: 'takes', member: me, partition }) as const),
    ];
    return ledger.roll(name, await ledger.write(name, lines));
  }

  async function hold(partition: number, epoch: number): Promise<void> {
    const known = held.get(partition);
    if (known?.epoch === epoch && known.writer !== undefined) return;
    const fresh = { epoch, writer: undefined, next: undefined, markedAt: Number.NEGATIVE_INFINITY, turns: mutex() };
    held.set(partition, known?.epoch === epoch ? known : fresh);
    await (held.get(partition) ?? fresh).turns.run(() => writerOf(partition, epoch));
  }

  /** The writer of what is owned, begun anew where it failed. Errors: `log.not-owner`. */
  async function writerOf(partition: number, epoch: number): Promise<Writer> {
    const own = held.get(partition);
    if (left || own?.epoch !== epoch) throw notOwner(partition);
    if (own.writer !== undefined) return own.writer;
    // First, so that who has lost it does not fence who has it.
    if (!isStillMine(await ledger.roll(name), partition, epoch)) throw lost(partition);
    const writer = await options.begin(partition);
    // A line of our own that is read again lies behind all that others wrote before they began.
    const line = await ledger.write(name, [{ says: 'here', member: me }]);
    if (!isStillMine(await ledger.roll(name, line), partition, epoch)) throw lost(partition);
    own.next = (await options.marks([partition])).get(partition);
    own.writer = writer;
    return writer;
  }

  const isStillMine = ({ owners }: Roll, partition: number, epoch: number) =>
    owners.get(partition)?.member === me && owners.get(partition)?.epoch === epoch;

  function notOwner(partition: number): Error {
    return logErrors.error('log.not-owner', { partition, topic, reader });
  }

  function lost(partition: number): Error {
    held.delete(partition);
    return notOwner(partition);
  }

  /** Does something as the owner: once more where another began to write meanwhile and turns out to have no right to. */
  async function asOwner(owned: Owned, work: (writer: Writer) => Promise<void>): Promise<void> {
    const { partition, epoch } = owned;
    const own = held.get(partition);
    if (left || own?.epoch !== epoch) throw notOwner(partition);
    await own.turns.run(async () => {
      for (let isAgain = false; ; isAgain = true) {
        try {
          return await work(await writerOf(partition, epoch));
        } catch (error) {
          if (error instanceof KafkaFailure) own.writer = undefined;
          if (isAgain || !isOver(error)) throw error;
        }
      }
    });
  }

  async function mark(owned: Owned, next: number): Promise<void> {
    await asOwner(owned, async (writer) => {
      await options.mark(writer, owned.partition, next);
      const own = held.get(owned.partition);
      if (own?.epoch === owned.epoch) Object.assign(own, { next, markedAt: clock.monotonic() });
    });
  }

  async function renewMarks(): Promise<void> {
    for (const [partition, own] of held) {
      if (own.next === undefined || clock.monotonic() - own.markedAt <= renewMs) continue;
      await asOwner({ partition, ...own }, (writer) => options.mark(writer, partition, own.next ?? 0));
      own.markedAt = clock.monotonic();
    }
  }

  async function claim(): Promise<readonly Owned[]> {
    if (left) return [];
    const found = await ledger.roll(name);
    const dead = gone(found);
    const isAlone = found.members.size === 1 && found.members.has(me) && mine(found).length === partitions;
    const roll = isAlone ? found : await sign(found, dead);
    for (const [partition, { epoch }] of held) if (!isStillMine(roll, partition, epoch)) held.delete(partition);
    const owned: Owned[] = [];
    for (const [partition, { epoch }] of mine(roll).sort(([a], [b]) => a - b)) {
      try {
        await hold(partition, epoch);
      } catch (error) {
        if (error instanceof KafkaFailure) throw error;
        continue;
      }
      owned.push({ partition, epoch, next: held.get(partition)?.next });
    }
    await renewMarks();
    return owned;
  }

  return {
    claimEveryMs,
    claim: () => told(() => claiming.run(claim)),
    mark: (owned, next) => told(() => mark(owned, next)),
    append: (owned, to, records) =>
      told(async () => {
        if (records.length > 0) await asOwner(owned, (writer) => options.append(writer, to, records));
      }),
    async leave() {
      left = true;
      await told(async () => {
        if (me !== '') await ledger.write(name, [{ says: 'gone', member: me }]);
      });
    },
  };
}

async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw toldOf(error);
  }
}
