import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workLines } from './status.ts';

test('what goes on is told in numbers and times that people read', () => {
  const now = Date.parse('2026-05-01T12:00:00Z');
  const at = (ago: number) => new Date(now - ago * 1000).toISOString();
  const encoder = (leased: number, ago: number) => ({ name: `e${ago}`, leased, seenAt: at(ago) });
  const lines = workLines(
    {
      jobs: { waiting: 2, leased: 1, done: 3, failed: 0 },
      uploads: 0,
      encoders: [encoder(1, 2), encoder(0, 60), encoder(2, 7_300)],
      troubles: [{ at: at(90_000), code: 'x', sentence: 'It broke.', name: 'Film' }],
    } as never,
    now,
  );
  assert.deepEqual(lines, [
    'Jobs: 2 queued, 1 running, 3 done, 0 failed. Uploads: 0.',
    'Encoder e2: 1 job, last seen just now.',
    'Encoder e60: 0 jobs, last seen 1 minute ago.',
    'Encoder e7300: 2 jobs, last seen 2 hours ago.',
    'Recently:',
    '  1 day ago: Film: It broke.',
  ]);
});
