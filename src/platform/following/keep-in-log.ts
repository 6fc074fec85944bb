import type { FollowedEvent } from '../../contracts/index.ts';
import type { Log, LogRecord, StoredRecord } from '../../engines/log/index.ts';
import { type Clock, isoTime } from '../../kit/index.ts';
import { heldUp } from './errors.ts';
import type { Hold, Keeping, KeptLetter, ReadRecord } from './keeping.ts';

export interface KeepInLogOptions {
  readonly topic: string;
  readonly reader: string;
  readonly read: ReadRecord;
  readonly apply: (signal: AbortSignal, events: readonly FollowedEvent[]) => Promise<void>;
  readonly clock: Clock;
}

/** Ids remembered of what was applied here, so that a mark whose answer was lost does not apply it again. */
const mostRemembered = 10_000;
const dayMs = 24 * 3_600_000;

/**
 * For services without tables: the position is the reader's mark in the log, the dead letters are a topic of their own,
 * `<topic>.<reader>.dead`. At least once: a process that ends between an effect and its mark leaves it to be done again.
 */
export function keepInLog(log: Log, options: KeepInLogOptions): Keeping {
  const { topic, reader, read, apply, clock } = options;
  const grave = `${topic}.${reader}.dead`;
  const applied = new Set<string>();
  const letters = new Map<string, KeptLetter>();
  const readTo = new Map<number, number>();
  let isDeclared = false;

  /** Reads what was kept and taken away since, by this process or another. */
  async function look(): Promise<void> {
    if (!isDeclared) await log.declare(grave, { partitions: 1, keep: { what: 'latest', ms: 7 * dayMs } });
    isDeclared = true;
    for (let partition = 0; partition < (await log.partitions(grave)); partition += 1) {
      const { end } = await log.bounds(grave, partition);
      for (let from = readTo.get(partition) ?? 0; from < end; ) {
        const { records, next } = await log.read(grave, { partition, from, limit: 500, waitMs: 0 });
        for (const record of records) note(record);
        from = next;
        readTo.set(partition, next);
      }
    }
  }

  function note({ key, value, headers: { place = '' } }: StoredRecord): void {
    if (value === '') letters.delete(place);
    else letters.set(place, { ...JSON.parse(value), key });
  }

  async function keep({ membership, owned }: Hold, kept: readonly KeptLetter[]): Promise<void> {
    await membership.append(
      owned,
      grave,
      kept.map(({ key, ...rest }) => recordOf({ key, ...rest }, JSON.stringify(rest))),
    );
  }

  const inOrder = () => [...letters.values()].sort((a, b) => a.partition - b.partition || a.place - b.place);

  async function applyNew(signal: AbortSignal, events: readonly (FollowedEvent | undefined)[]): Promise<void> {
    const byId = new Map<string, FollowedEvent>();
    for (const event of events)
      if (event !== undefined && !applied.has(event.id) && !byId.has(event.id)) byId.set(event.id, event);
    if (byId.size > 0) await apply(signal, [...byId.values()]);
    for (const id of byId.keys()) applied.add(id);
    for (const id of applied) {
      if (applied.size <= mostRemembered) break;
      applied.delete(id);
    }
  }

  return {
    async position({ owned }: Hold) {
      await look();
      return owned.next ?? 0;
    },
    async take(hold, _, { records, next }) {
      const { membership, owned, signal } = hold;
      if (letters.size > 0) await look();
      const { partition } = owned;
      const heldKeys = new Set([...letters.values()].map(({ key }) => key));
      const free = records.filter(({ key }) => !heldKeys.has(key));
      await applyNew(
        signal,
        free.map(({ offset, value }) => read({ partition, offset, value })),
      );
      const at = clock.now();
      await keep(
        hold,
        records
          .filter(({ key }) => heldKeys.has(key))
          .map(({ offset, key, value }) => ({ partition, place: offset, key, value, code: '', sentence: heldUp, at })),
      );
      await membership.mark(owned, next);
    },
    async bury(hold, _, letter) {
      await keep(hold, [letter]);
      await look();
      await hold.membership.mark(hold.owned, letter.place + 1);
    },
    async letters(limit) {
      await look();
      return inOrder().slice(0, limit);
    },
    async countLetters() {
      if (letters.size > 0) await look();
      return letters.size;
    },
    async retry(letter) {
      await applyNew(new AbortController().signal, [read({ ...letter, offset: letter.place })]);
      await log.append(grave, [{ ...recordOf(letter, ''), ends: 'kind' }]);
      await look();
      return true;
    },
  };

  function recordOf({ partition, place, key, at }: KeptLetter, value: string): LogRecord {
    const kind = `${partition}/${place}`;
    return { key, kind, value, headers: { place: kind, at: isoTime(at) } };
  }
}
