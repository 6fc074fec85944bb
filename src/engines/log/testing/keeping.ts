import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Keep, LogRecord } from '../index.ts';
import { firstOfEach, type LogAdapter, type PatientLog, readAll, readPartition, rig, until, valuesOf } from './rig.ts';

const dayMs = 86_400_000;
const latest = (ms: number): Keep => ({ what: 'latest', ms, kinds: ['made', 'named', 'removed'] });

/** What a topic keeps, and what it lets go. */
export function keepingCases(adapter: LogAdapter): void {
  const { placed, opened } = rig(adapter);
  const name = `log/${adapter.name}`;
  const { sweepsWhenAsked = true, waitsForReaders = false } = adapter.capabilities;
  const uncounted = sweepsWhenAsked ? false : 'it does not tell what it swept';

  test(`${name}: what is superfluous and old goes, and all that tells how things stand stays in its place`, {
    skip: uncounted,
  }, async (t) => {
    const place = await placed(t);
    const log = await opened(t, place);
    const told = (kind: string, value: string) => ({ key: 'k', kind, value });
    await log.append('x', [told('made', '1'), told('named', '2'), told('made', '3'), { key: 'k', value: 'no kind' }]);
    await log.append('x', [
      { key: 'gone', kind: 'made', value: '4' },
      { key: 'gone', kind: 'removed', value: '5', ends: 'key' },
      { key: 'half', kind: 'made', value: '6' },
      { key: 'half', kind: 'named', value: '7' },
      { key: 'half', kind: 'named', value: '8', ends: 'kind' },
    ]);
    const before = await readAll(log, 'x');
    assert.equal(await log.sweep('x'), 0, 'a topic that says nothing keeps everything');
    await log.declare('x', { keep: latest(dayMs) });
    assert.equal(await log.sweep('x'), 0, 'it is young');
    await log.declare('x', { keep: latest(0) });
    assert.equal(await log.sweep('x'), 5);
    assert.deepEqual([...valuesOf(await readAll(log, 'x'))].sort(), ['2', '3', '6', 'no kind']);
    await log.append('x', [told('named', '9')]);
    assert.equal(await log.sweep('x'), 1, 'the newer name is enough');
    await log.close();
    const after = await readAll(await opened(t, place), 'x');
    for (const { value, offset } of after)
      if (value !== '9') assert.equal(offset, before.find((each) => each.value === value)?.offset, 'in its place');
  });

  test(`${name}: what a reader that left a mark has not read stays for it`, {
    skip: waitsForReaders ? uncounted : 'it sweeps whether it has been read or not',
  }, async (t) => {
    const log = await opened(t);
    await log.declare('x', { keep: latest(0) });
    await log.append('x', [
      { key: 'k', kind: 'made', value: '1' },
      { key: 'k', kind: 'made', value: '2' },
    ]);
    const slow = await log.join('x', 'slow');
    const markAll = async (next: number) => {
      for (const owned of await slow.claim()) await slow.mark(owned, next);
    };
    await markAll(0);
    assert.equal(await log.sweep('x'), 0, 'one has not read it');
    await markAll(Number.MAX_SAFE_INTEGER);
    assert.equal(await log.sweep('x'), 1);
  });

  test(`${name}: of a topic that keeps what is recent the rest goes, read or not`, async (t) => {
    const log = await opened(t);
    await log.append('x', [{ key: 'k', value: '1' }]);
    await log.declare('x', { keep: { what: 'recent', ms: dayMs } });
    await log.sweep('x');
    assert.deepEqual(valuesOf(await readAll(log, 'x')), ['1']);
    await log.declare('x', { keep: { what: 'recent', ms: 0 } });
    await until(async () => {
      await log.sweep('x');
      return (await readAll(log, 'x')).length === 0;
    });
    await log.append('x', [{ key: 'k', value: '2' }]);
    assert.deepEqual(valuesOf(await readAll(log, 'x')), ['2'], 'from before its beginning it is read from there');
  });

  test(`${name}: who was away for longer than a topic keeps is told that there was something to read`, async (t) => {
    const log = await opened(t);
    await log.declare('x', { partitions: 1, keep: { what: 'recent', ms: dayMs } });
    for (const value of ['read', 'missed', 'missed too']) await log.append('x', [{ key: 'k', value }]);
    const [read] = firstOfEach(await readPartition(log, 'x', { partition: 0 }));
    const from = (read?.offset ?? 0) + 1;
    await log.declare('x', { keep: { what: 'recent', ms: 0 } });
    await until(async () => {
      await log.sweep('x');
      return (await readAll(log, 'x')).length === 0;
    });
    await log.declare('x', { keep: { what: 'recent', ms: dayMs } });
    await log.append('x', [{ key: 'k', value: 'next' }]);
    const pageFrom = async (place: number) => {
      for (;;) {
        const page = await log.read('x', { partition: 0, from: place, limit: 9, waitMs: 0 });
        if (page.records.length > 0) return page;
      }
    };
    const page = await pageFrom(from);
    assert.deepEqual([valuesOf(firstOfEach(page.records)), page.missed], [['next'], true]);
    await log.append('x', [{ key: 'k', value: 'and on' }]);
    assert.equal((await pageFrom(page.next)).missed, undefined, 'it is told once');
    assert.equal((await pageFrom(0)).missed, undefined, 'who begins at the beginning misses nothing');
  });

  test(`${name}: whatever is swept, whoever begins at the beginning ends with the same picture`, async (t) => {
    const log = await opened(t);
    let topics = 0;
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('made', 'named', 'unnamed', 'removed'),
      value: fc.nat(),
      sweep: fc.boolean(),
    });
    const property = fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      topics += 1;
      const topic = `p${topics}`;
      await log.declare(topic, { keep: latest(0) });
      for (const { key, kind, value, sweep } of steps) {
        await log.append(topic, [recordOf(key, kind, value)]);
        if (!sweep) continue;
        const whole = await picture(log, topic);
        await log.sweep(topic);
        assert.deepEqual(await picture(log, topic), whole);
      }
    });
    await fc.assert(property, { numRuns: 12 });
  });
}

function recordOf(key: string, kind: string, n: number): LogRecord {
  const value = JSON.stringify({ kind, n });
  if (kind === 'removed') return { key, kind, value, ends: 'key' };
  if (kind === 'unnamed') return { key, kind: 'named', value, ends: 'kind' };
  return { key, kind, value };
}

async function picture(log: PatientLog, topic: string): Promise<Record<string, Record<string, string>>> {
  const state: Record<string, Record<string, string>> = {};
  for (const { key, value } of await readAll(log, topic)) {
    const { kind, n } = JSON.parse(value);
    if (kind === 'removed') delete state[key];
    else if (kind === 'unnamed') {
      const { named: _, ...rest } = state[key] ?? {};
      state[key] = rest;
    } else state[key] = { ...state[key], [kind]: n };
    if (Object.keys(state[key] ?? {}).length === 0) delete state[key];
  }
  return state;
}
