import type { LogRecord, StoredRecord } from '../../engines/log/index.ts';
import { canonical } from './checksum.ts';

export interface Matched {
  /** Those of the wanted records that are not there, in order. */
  readonly left: readonly LogRecord[];
  /** The first that is there and is none of them. */
  readonly foreign: StoredRecord | undefined;
  /** The place behind all that is there. */
  readonly next: number;
}

/**
 * Finds wanted records among those that are there: each key's in their order, and twice is once, since an append whose
 * answer was lost may have been made again.
 */
export function match(wanted: readonly LogRecord[], there: readonly StoredRecord[], from: number): Matched {
  const waiting = Map.groupBy(
    wanted.map((record, index) => ({ index, record, text: textOf(record) })),
    ({ record }) => record.key,
  );
  const seen = new Set<string>();
  const found = new Set<number>();
  let foreign: StoredRecord | undefined;
  for (const record of there) {
    const text = textOf(record);
    const mine = waiting.get(record.key)?.[0];
    if (mine?.text === text) {
      waiting.get(record.key)?.shift();
      found.add(mine.index);
      seen.add(text);
    } else if (!seen.has(text)) foreign ??= record;
  }
  return {
    left: wanted.filter((_, index) => !found.has(index)),
    foreign,
    next: (there.at(-1)?.offset ?? from - 1) + 1,
  };
}

function textOf({ key, value, headers = {} }: Pick<LogRecord, 'key' | 'value' | 'headers'>): string {
  return canonical([key, value, Object.entries(headers).sort()]);
}
