import type { fetchV12, RecordsBatch } from '@platformatic/kafka';
import type { Page, StoredRecord } from '../index.ts';
import { storedOf } from './record.ts';

const isTransactional = 1 << 4;
const isControl = 1 << 5;
const isStampedByLog = 1 << 3;

/**
 * What is to be read of batches from an offset on: no markers, and nothing of transactions that were aborted. A producer
 * may have several of those among these batches, and whole ones between them: each begins at its first offset and ends
 * with its marker.
 */
export function pageOf(
  batches: readonly RecordsBatch[],
  {
    from,
    limit,
    aborted,
  }: {
    readonly from: number;
    readonly limit: number;
    readonly aborted: readonly fetchV12.FetchResponsePartitionAbortedTransaction[];
  },
): Page {
  const waiting = [...aborted].sort((a, b) => Number(a.firstOffset - b.firstOffset));
  const undone = new Set<bigint>();
  const records: StoredRecord[] = [];
  let next = from;
  for (const batch of batches) {
    const last = Number(batch.firstOffset) + batch.lastOffsetDelta;
    while (waiting[0] !== undefined && waiting[0].firstOffset <= BigInt(last))
      undone.add(waiting.shift()?.producerId ?? -1n);
    const isMarker = (batch.attributes & isControl) !== 0;
    if (isMarker && isAbort(batch)) undone.delete(batch.producerId);
    const isSeen = !isMarker && !((batch.attributes & isTransactional) !== 0 && undone.has(batch.producerId));
    for (const record of isSeen ? batch.records : []) {
      const offset = Number(batch.firstOffset) + record.offsetDelta;
      if (offset < from) continue;
      if (records.length === limit) return { records, next };
      const stored = storedOf(record, { offset, at: timeOf(batch, record.timestampDelta) });
      if (stored !== undefined) records.push(stored);
      next = offset + 1;
    }
    next = Math.max(next, last + 1);
  }
  return { records, next };
}

function timeOf({ attributes, firstTimestamp, maxTimestamp }: RecordsBatch, delta: bigint): number {
  return Number((attributes & isStampedByLog) !== 0 ? maxTimestamp : firstTimestamp + delta);
}

/** A marker's key is its version and its type, two bytes each: 0 is an abort. */
function isAbort({ records }: RecordsBatch): boolean {
  return records[0]?.key?.readInt16BE(2) === 0;
}
