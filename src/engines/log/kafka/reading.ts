import { type Clock, unlessAborted } from '../../../kit/index.ts';
import type { Page, ReadOptions, StoredRecord } from '../index.ts';
import { pageOf } from './batches.ts';
import type { Cluster } from './cluster.ts';
import { isCode } from './failure.ts';
import { openFetching } from './fetching.ts';
import { earliest, end, offsetOf } from './offsets.ts';
import type { KafkaOptions } from './options.ts';

export interface Reading {
  read(name: string, options: ReadOptions): Promise<Page>;
  /** Lets go what was fetched and not asked for yet. */
  forget(): void;
}

interface Fetched {
  readonly records: readonly StoredRecord[];
  readonly next: number;
}

const mostKept = 64;

/** Brokers hand out records by the megabyte: what was not asked for yet is kept for whoever reads on. */
export function openReading(
  cluster: Cluster,
  options: { readonly clock: Clock } & Pick<KafkaOptions, 'requestTimeoutMs'>,
): Reading {
  const { clock } = options;
  const { fetch: fetchOnce } = openFetching(cluster, options);
  const kept = new Map<string, Fetched>();

  function keep(place: string, fetched: Fetched): void {
    kept.set(place, fetched);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
  }

  async function read(name: string, { partition, from: wanted, limit, waitMs }: ReadOptions): Promise<Page> {
    const until = clock.monotonic() + waitMs;
    const place = (offset: number) => `${name} ${partition} ${offset}`;
    let from = Math.max(0, wanted);
    let missed = false;
    for (;;) {
      const known = kept.get(place(from));
      kept.delete(place(from));
      const leftMs = Math.max(0, until - clock.monotonic());
      const got = known ?? (await fetchFrom(from, Math.ceil(leftMs)));
      if ('begins' in got) {
        // Who begins at the beginning misses nothing.
        missed ||= from > 0;
        from = got.begins;
        if (got.isEmpty && leftMs > 0) await clock.sleep(Math.min(leftMs, 100));
        if (got.isEmpty && leftMs === 0) return { records: [], next: from, ...(missed && { missed }) };
        continue;
      }
      const records = got.records.slice(0, limit);
      const isMore = got.records.length > limit;
      const next = isMore ? (records.at(-1)?.offset ?? from) + 1 : got.next;
      if (isMore) keep(place(next), { records: got.records.slice(limit), next: got.next });
      if (records.length > 0 || (leftMs === 0 && next === from)) return { records, next, ...(missed && { missed }) };
      from = next;
    }

    /** What lies there, or where the partition begins if that is later. */
    async function fetchFrom(
      place: number,
      ms: number,
    ): Promise<Fetched | { readonly begins: number; readonly isEmpty: boolean }> {
      try {
        const { records, abortedTransactions } = await fetchOnce({ name, partition, from: place, waitMs: ms });
        return pageOf(records ?? [], {
          from: place,
          limit: Number.POSITIVE_INFINITY,
          aborted: abortedTransactions ?? [],
        });
      } catch (error) {
        if (!isCode(error, 'OFFSET_OUT_OF_RANGE')) throw error;
        const begins = (await offsetOf(cluster, { name, partition, at: earliest })) ?? 0;
        if (begins > place) return { begins, isEmpty: false };
        // The log was cut short, or made anew, and ends before.
        return { begins: (await offsetOf(cluster, { name, partition, at: end })) ?? 0, isEmpty: true };
      }
    }
  }

  return {
    read: (name, wanted) => {
      wanted.signal?.throwIfAborted();
      const page = read(name, wanted);
      return wanted.signal === undefined ? page : unlessAborted(page, wanted.signal);
    },
    forget: () => kept.clear(),
  };
}
