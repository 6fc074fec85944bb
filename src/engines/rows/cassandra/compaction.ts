import type { TableShape } from '../index.ts';

/**
 * How a table's files are put together, by how it is written.
 *
 * - Rows that are changed lie in many files until these are merged, and a slice is read from each of them. Leveled
 *   compaction keeps them in few, at the price of writing more often; deletions are gone sooner, too.
 * - Rows that are only appended gain nothing by that: tiers write each about once a tier.
 * - Appended rows that run out go by windows of time: a window whose rows have all run out is dropped as a file, unread.
 */
export function compactionOf({ appendOnly = false, ttlSeconds }: TableShape): string {
  if (appendOnly && ttlSeconds !== undefined)
    return `{'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': 'HOURS', 'compaction_window_size': ${windowHours(ttlSeconds)}}`;
  if (appendOnly) return "{'class': 'SizeTieredCompactionStrategy'}";
  return "{'class': 'LeveledCompactionStrategy'}";
}

/** About twenty windows in a row's life: fewer keep what has run out for long, more are many files to read. */
function windowHours(ttlSeconds: number): number {
  return Math.max(1, Math.round(ttlSeconds / 3600 / 20));
}
