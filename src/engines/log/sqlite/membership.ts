import type { Run, SqliteFile, Statement } from '../../../host/index.ts';
import type { Clock } from '../../../kit/index.ts';
import { logErrors } from '../errors.ts';
import type { Membership, Owned } from '../index.ts';
import { type Standing, toTake } from '../shares.ts';
import { insertRecords } from './records.ts';
import type { Topic } from './topics.ts';

export interface MembershipOptions {
  readonly topic: Topic;
  readonly reader: string;
  readonly clock: Clock;
  readonly claimEveryMs: number;
  readonly topicOf: (name: string) => Promise<Topic>;
}

interface Beat {
  readonly beat: number;
  /** When this beat was first seen here, by this process's own monotonic clock. */
  readonly since: number;
}

interface Found extends Standing<number> {
  readonly beats: ReadonlyMap<number, number>;
  readonly owned: readonly Owned[];
}

const leaseClaims = 3;

/**
 * Leases without a clock that anybody shares: a member counts its claims up, and whose count stands still for as long as a
 * lease, watched by another's own monotonic clock, is gone. A member that is alone writes nothing.
 */
export function openMembership(file: SqliteFile, options: MembershipOptions): Membership {
  const { topic, reader, clock, claimEveryMs, topicOf } = options;
  const here = [topic.id, reader] as const;
  let me = 0;
  let left = false;
  let lastLook = clock.monotonic();
  const beats = new Map<number, Beat>();

  async function look(read: (statement: Statement) => ReturnType<Run>): Promise<Found> {
    const members = await read({ sql: 'select id, beat from members where topic = ? and reader = ?', values: here });
    const owners = await read({
      sql: `select partition, member, epoch, next from owners left join readers using (topic, reader, partition)
        where topic = ? and reader = ? order by partition`,
      values: here,
    });
    const counts = new Map(members.rows.map(({ id, beat }) => [Number(id), Number(beat)]));
    const rows = owners.rows.filter(({ member }) => counts.has(Number(member)));
    return {
      partitions: topic.partitions,
      members: [...counts.keys()],
      beats: counts,
      owners: new Map(rows.map(({ partition, member }) => [Number(partition), Number(member)])),
      owned: rows
        .filter(({ member }) => member === me)
        .map(({ partition, epoch, next }) => ({
          ...{ partition: Number(partition), epoch: Number(epoch) },
          next: next === null ? undefined : Number(next),
        })),
    };
  }

  /** Others whose count has stood still for too long. Whoever has not looked for a while himself begins anew. */
  function gone({ beats: counts }: Found): readonly number[] {
    const now = clock.monotonic();
    if (now - lastLook > claimEveryMs * 2) beats.clear();
    lastLook = now;
    for (const id of beats.keys()) if (!counts.has(id)) beats.delete(id);
    for (const [id, beat] of counts) if (beats.get(id)?.beat !== beat) beats.set(id, { beat, since: now });
    const isGone = (id: number) => now - (beats.get(id)?.since ?? now) >= leaseClaims * claimEveryMs;
    return [...counts.keys()].filter((id) => id !== me && isGone(id));
  }

  async function claimAnew(run: Run, dead: readonly number[]): Promise<readonly Owned[]> {
    for (const id of dead) await run({ sql: 'delete from members where id = ?', values: [id] });
    const before = await look(run);
    const isNew = !before.beats.has(me);
    if (isNew) {
      const { rows } = await run({
        sql: 'insert into members (topic, reader) values (?, ?) returning id',
        values: here,
      });
      me = Number(rows[0]?.id);
    } else await run({ sql: 'update members set beat = beat + 1 where id = ?', values: [me] });
    const standing = isNew ? { ...before, members: [...before.members, me] } : before;
    for (const partition of toTake(me, standing, isNew))
      await run({
        sql: `insert into owners (topic, reader, partition, member, epoch) values (?, ?, ?, ?, 1)
          on conflict (topic, reader, partition) do update set member = excluded.member, epoch = epoch + 1`,
        values: [...here, partition, me],
      });
    return (await look(run)).owned;
  }

  const owning = (owned: Owned): Statement => ({
    sql: 'select 1 from owners where topic = ? and reader = ? and partition = ? and member = ? and epoch = ?',
    values: [...here, owned.partition, me, owned.epoch],
  });

  async function asOwner(owned: Owned, statement: Statement): Promise<void> {
    await file.transaction(async (run) => {
      const { rows } = await run(owning(owned));
      if (rows.length === 0)
        throw logErrors.error('log.not-owner', { partition: owned.partition, topic: topic.name, reader });
      await run(statement);
    });
  }

  return {
    claimEveryMs,
    async claim() {
      if (left) return [];
      const found = await look((statement) => file.read(statement));
      const dead = gone(found);
      const isAlone = found.members.length === 1 && found.owned.length === topic.partitions;
      if (isAlone) return found.owned;
      return file.transaction((run) => claimAnew(run, dead));
    },
    mark: (owned, next) =>
      asOwner(owned, {
        sql: `insert into readers (topic, reader, partition, next) values (?, ?, ?, ?)
          on conflict (topic, reader, partition) do update set next = excluded.next`,
        values: [...here, owned.partition, next],
      }),
    async append(owned, name, records) {
      if (records.length === 0) return;
      await asOwner(owned, insertRecords(await topicOf(name), records, clock.now()));
    },
    async leave() {
      left = true;
      await file.write({ sql: 'delete from members where id = ?', values: [me] });
    },
  };
}
