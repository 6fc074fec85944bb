import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsOf } from './keep.ts';

const dayMs = 86_400_000;

test('what a topic keeps is Kafka’s to keep: nothing goes early, and what may go does in time', () => {
  assert.equal(settingsOf({ what: 'everything' })['retention.ms'], '-1');
  const recent = settingsOf({ what: 'recent', ms: 2 * dayMs });
  assert.equal(recent['retention.ms'], String(2 * dayMs));
  assert.equal(recent['segment.ms'], String(dayMs / 2), 'a quiet topic’s records go, too');
  const latest = settingsOf({ what: 'latest', ms: 30 * dayMs });
  assert.equal(latest['cleanup.policy'], 'compact');
  assert.equal(latest['min.compaction.lag.ms'], String(30 * dayMs));
  assert.equal(latest['delete.retention.ms'], String(30 * dayMs), 'ends are told of for as long');
});

test('all topics are stamped by the log, whose clock is one', () => {
  for (const keep of [{ what: 'everything' }, { what: 'recent', ms: 0 }, { what: 'latest', ms: 0 }] as const)
    assert.equal(settingsOf(keep)['message.timestamp.type'], 'LogAppendTime');
});
