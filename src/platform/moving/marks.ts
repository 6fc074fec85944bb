import type { Log, Membership } from '../../engines/log/index.ts';
import type { SqliteReader } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import type { differencesUpTo } from './mover.ts';
import type { MapPosition } from './stand-ins.ts';

/** How far a reader has said it has come, in the log itself. */
export interface Mark {
  readonly topic: string;
  readonly reader: string;
  readonly partition: number;
  readonly next: number;
}

export interface Marks {
  readonly target: Log;
  readonly marks: readonly Mark[];
  readonly position: MapPosition;
  readonly clock: Clock;
}

export function marksIn(old: SqliteReader): readonly Mark[] {
  const rows = old.rows({
    sql: `select topics.name as topic, reader, partition, next from readers
      join topics on topics.id = readers.topic order by topics.name, reader, partition`,
  });
  return rows.map(({ topic, reader, partition, next }) => ({
    ...{ topic: String(topic), reader: String(reader) },
    ...{ partition: Number(partition), next: Number(next) },
  }));
}

/** Takes part as each reader for a moment, marks for it, and leaves. Marks that are there already stay as they are. */
export async function carryMarks({ target, marks, position, clock }: Marks): Promise<void> {
  for (const some of byReader(marks)) {
    const [first] = some;
    if (first === undefined) continue;
    const { topic, reader } = first;
    const there = new Map((await target.lag(topic, reader)).map(({ partition, next }) => [partition, next]));
    const wanted = some.filter((mark) => there.get(mark.partition) !== position(topic, mark.partition, mark.next));
    if (wanted.length === 0) continue;
    await markAll(await target.join(topic, reader), { wanted, position, clock });
  }
}

async function markAll(
  membership: Membership,
  { wanted, position, clock }: Pick<Marks, 'position' | 'clock'> & { readonly wanted: readonly Mark[] },
): Promise<void> {
  const left = new Map(wanted.map((mark) => [mark.partition, mark]));
  for (;;) {
    for (const own of await membership.claim()) {
      const mark = left.get(own.partition);
      if (mark === undefined) continue;
      await membership.mark(own, position(mark.topic, mark.partition, mark.next));
      left.delete(own.partition);
    }
    if (left.size === 0) return membership.leave();
    // An attempt that was killed just now holds the others until it is found to be gone.
    await clock.sleep(membership.claimEveryMs);
  }
}

export async function verifyMarks(
  { target, marks, position }: Omit<Marks, 'clock'>,
  found: ReturnType<typeof differencesUpTo>,
): Promise<void> {
  for (const some of byReader(marks)) {
    const [first] = some;
    if (first === undefined) continue;
    const there = new Map((await target.lag(first.topic, first.reader)).map((lag) => [lag.partition, lag.next]));
    for (const { topic, reader, partition, next } of some) {
      const wanted = position(topic, partition, next);
      const is = there.get(partition);
      if (is !== wanted) found.add(`${topic} ${partition}: ${reader} goes on at ${is}, and should at ${wanted}`);
    }
  }
}

function byReader(marks: readonly Mark[]): readonly (readonly Mark[])[] {
  return [...Map.groupBy(marks, ({ topic, reader }) => `${topic} ${reader}`).values()];
}
