import type { Keep } from '../index.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * A topic's settings in Kafka. Only whole segments go, and never the one that is written, so segments end after a part of
 * what is kept: what is superfluous or old goes then, too, in a topic to which little is told. A tombstone stays for as long as
 * what it ended did, so that whoever reads at least so often hears of it.
 */
export function settingsOf(keep: Keep): Readonly<Record<string, string>> {
  const usual = { 'message.timestamp.type': 'LogAppendTime', 'retention.bytes': '-1' };
  if (keep.what === 'everything')
    return { ...usual, 'cleanup.policy': 'delete', 'retention.ms': '-1', 'segment.ms': String(7 * dayMs) };
  const segmentMs = String(Math.min(Math.max(Math.floor(keep.ms / 4), hourMs), 7 * dayMs));
  if (keep.what === 'recent')
    return { ...usual, 'cleanup.policy': 'delete', 'retention.ms': String(keep.ms), 'segment.ms': segmentMs };
  return {
    ...usual,
    'cleanup.policy': 'compact',
    'retention.ms': '-1',
    'segment.ms': segmentMs,
    'min.compaction.lag.ms': String(keep.ms),
    'delete.retention.ms': String(keep.ms),
    'min.cleanable.dirty.ratio': '0.1',
  };
}
