import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StudioTitle } from '../contracts/index.ts';
import { BijouError } from '../kit/index.ts';
import { followTitles } from './follow.ts';

test('of each title is said once when it can be watched; who never will be is not asked for again', async () => {
  const steps: Record<string, readonly (Partial<StudioTitle> | Error)[]> = {
    good: [
      { state: 'inspecting' },
      new Error('The studio is away.'),
      { state: 'encoding', watchable: true },
      { state: 'encoding', watchable: true },
      { state: 'ready', watchable: true },
    ],
    bad: [{ state: 'inspecting' }, { state: 'refused', why: 'It is a diary.' }],
    gone: [
      new BijouError({ code: 'studio.no-such-title', status: 404, retry: 'never', sentence: 'Gone.', details: {} }),
    ],
  };
  const asked = new Map<string, number>();
  const notes: string[] = [];
  const calls = {
    async title({ id }: { id: string }) {
      const at = asked.get(id) ?? 0;
      asked.set(id, at + 1);
      const step = steps[id]?.[at] ?? assert.fail(`${id} was asked for again`);
      if (step instanceof Error) throw step;
      return { id, name: id, watchable: false, ...step };
    },
  };
  const clock = { now: () => 0, monotonic: () => 0, sleep: async () => undefined };
  const signal = new AbortController().signal;
  await followTitles({ calls } as never, ['good', 'bad', 'gone', 'bad'], {
    out: { note: (text) => notes.push(text) },
    clock,
    signal,
  });
  assert.deepEqual(notes, ['good can be watched.']);
});
