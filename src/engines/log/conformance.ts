import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { moduleBeside, startKillable } from '../../host/index.ts';
import type { Log } from './index.ts';
import { killAppending, type LogAdapter, readAll, verifyKeys } from './testing/kill.ts';

/** What every adapter of the log port promises. */
export function conformance(name: string, adapter: LogAdapter): void {
  async function placed(t: TestContext): Promise<string> {
    const place = await mkdtemp(join(tmpdir(), 'bijou-log-'));
    t.after(() => rm(place, { recursive: true, force: true }));
    return place;
  }

  async function opened(t: TestContext, place?: string): Promise<Log> {
    const log = await adapter.open(place ?? (await placed(t)));
    t.after(() => log.close());
    return log;
  }

  test(`${name}: records of one key are read in the order they were appended, whatever they hold`, async (t) => {
    const log = await opened(t);
    let topics = 0;
    const record = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.string({ unit: 'binary' }) });
    const appends = fc.array(fc.array(record, { maxLength: 4 }), { maxLength: 6 });
    const property = fc.asyncProperty(appends, async (batches) => {
      topics += 1;
      await Promise.all(batches.map((batch) => log.append(`t${topics}`, batch)));
      const read = await readAll(log, `t${topics}`);
      for (const key of ['a', 'b', 'c', 'd']) {
        const values = (records: readonly { readonly key: string; readonly value: string }[]) =>
          records.filter((each) => each.key === key).map(({ value }) => value);
        assert.deepEqual(values(read), values(batches.flat()));
      }
    });
    await fc.assert(property, { numRuns: 25 });
  });

  test(`${name}: reading goes on from an offset, page by page, and after opening again`, async (t) => {
    const place = await placed(t);
    const first = await adapter.open(place);
    await first.append(
      'x',
      ['0', '1', '2', '3'].map((value) => ({ key: 'k', value })),
    );
    await first.close();
    const log = await opened(t, place);
    const stored = await readAll(log, 'x');
    const partition = await partitionWith(log, 'x');
    const from = stored[1]?.offset ?? 0;
    const page = await log.read('x', { partition, from, limit: 2, waitMs: 0 });
    assert.deepEqual(
      page.map(({ value }) => value),
      ['1', '2'],
    );
    assert.deepEqual(page, stored.slice(1, 3));
  });

  test(`${name}: topics do not mix, and keep their number of partitions`, async (t) => {
    const log = await opened(t);
    const before = await log.partitions('x');
    await log.append('x', [{ key: 'k', value: 'here' }]);
    assert.deepEqual(await readAll(log, 'y'), []);
    assert.equal((await readAll(log, 'x')).length, 1);
    assert.equal(await log.partitions('x'), before);
  });

  test(`${name}: who waits for records is woken by this process and by another`, async (t) => {
    const place = await placed(t);
    const log = await opened(t, place);
    const waitForAny = async (topic: string) => {
      const over = new AbortController();
      const parts = Array.from({ length: await log.partitions(topic) }, async (_, partition) => {
        const records = await log.read(topic, { partition, from: 0, limit: 9, waitMs: 30_000, signal: over.signal });
        return records.length > 0 ? records : Promise.reject(new Error('nothing came'));
      });
      const [first] = await Promise.any(parts);
      over.abort(new Error('over'));
      await Promise.allSettled(parts);
      return first;
    };
    const own = waitForAny('x');
    await log.append('x', [{ key: 'k', value: 'now' }]);
    assert.equal((await own)?.value, 'now');
    const foreign = waitForAny('events');
    const child = startKillable(moduleBeside(import.meta.url, './testing/child'), [adapter.module, place, 'n', '2']);
    assert.match((await foreign)?.key ?? '', /^n-0-/);
    assert.equal(await child.ended, 0);
  });

  test(`${name}: waiting ends with the signal's reason`, async (t) => {
    const log = await opened(t);
    const gone = new AbortController();
    const read = log.read('x', { partition: 0, from: 0, limit: 1, waitMs: 30_000, signal: gone.signal });
    gone.abort(new Error('gone'));
    await assert.rejects(read, /gone/);
  });

  test(`${name}: a follower sees every record that several processes append, without gaps behind it`, async (t) => {
    const place = await placed(t);
    const log = await opened(t, place);
    const child = moduleBeside(import.meta.url, './testing/child');
    const children = ['x', 'y'].map((lane) => startKillable(child, [adapter.module, place, lane, '40']));
    const wanted = 2 * 4 * 40;
    const positions = Array.from({ length: await log.partitions('events') }, () => 0);
    const followed: Awaited<ReturnType<Log['read']>>[number][] = [];
    while (followed.length < wanted) {
      for (const [partition, from] of positions.entries()) {
        const records = await log.read('events', { partition, from, limit: 7, waitMs: 0 });
        followed.push(...records);
        positions[partition] = (records.at(-1)?.offset ?? from - 1) + 1;
      }
      assert.ok(followed.length <= wanted);
    }
    assert.deepEqual(await Promise.all(children.map(({ ended }) => ended)), [0, 0]);
    verifyKeys(
      followed,
      children.flatMap(({ lines }) => lines),
    );
  });

  test(`${name}: pruning keeps what a reader has not read, and all that tells how things stand`, async (t) => {
    const place = await placed(t);
    const log = await adapter.open(place);
    const told = (kind: string, value: string, ends = false) => ({ key: 'k', kind, value, ends });
    await log.append('x', [told('made', '1'), told('named', '2'), told('made', '3'), { key: 'k', value: 'no kind' }]);
    const other = [
      { key: 'gone', kind: 'made', value: '4' },
      { key: 'gone', kind: 'removed', value: '5', ends: true },
    ];
    await log.append('x', other);
    const values = async () => (await readAll(log, 'x')).map(({ value }) => value).sort();
    const before = Number.MAX_SAFE_INTEGER;
    assert.equal(await log.prune('x', { before }), 0, 'nobody has read it');
    const readTo = async (reader: string, next: (last: number) => number) => {
      for (let partition = 0; partition < (await log.partitions('x')); partition += 1) {
        const records = await log.read('x', { partition, from: 0, limit: 100, waitMs: 0 });
        await log.mark('x', { reader, partition, next: next((records.at(-1)?.offset ?? -1) + 1) });
      }
    };
    await readTo('slow', () => 0);
    await readTo('quick', (end) => end);
    assert.equal(await log.prune('x', { before }), 0, 'one has not read it');
    await readTo('slow', (end) => end);
    await readTo('slow', () => 0);
    assert.equal(await log.prune('x', { before: 0 }), 0, 'it is young');
    const offsets = new Map((await readAll(log, 'x')).map(({ value, offset }) => [value, offset]));
    assert.equal(await log.prune('x', { before }), 3);
    assert.deepEqual(await values(), ['2', '3', 'no kind']);
    assert.equal(await log.prune('y', { before }), 0, 'a topic without records');
    await log.append('x', [told('named', '6')]);
    assert.equal(await log.prune('x', { before }), 1, 'the newer name is enough, whether it has been read or not');
    await log.close();
    const again = await opened(t, place);
    for (const { value, offset } of await readAll(again, 'x'))
      assert.ok(offset === offsets.get(value) || value === '6', 'places stay as they are');
  });

  test(`${name}: whatever is pruned, whoever begins at the beginning ends with the same picture`, async (t) => {
    const log = await opened(t);
    let topics = 0;
    const step = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('made', 'named', 'removed'),
      value: fc.nat(),
      prune: fc.boolean(),
    });
    const picture = async (topic: string) => {
      const state: Record<string, Record<string, string>> = {};
      for (const { key, value } of await readAll(log, topic)) {
        const { kind, n } = JSON.parse(value);
        if (kind === 'removed') delete state[key];
        else state[key] = { ...state[key], [kind]: n };
      }
      return state;
    };
    const property = fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      topics += 1;
      const topic = `p${topics}`;
      for (const { key, kind, value, prune } of steps) {
        await log.append(topic, [{ key, kind, value: JSON.stringify({ kind, n: value }), ends: kind === 'removed' }]);
        if (!prune) continue;
        const whole = await picture(topic);
        for (let partition = 0; partition < (await log.partitions(topic)); partition += 1)
          await log.mark(topic, { reader: 'r', partition, next: Number.MAX_SAFE_INTEGER });
        await log.prune(topic, { before: Number.MAX_SAFE_INTEGER });
        assert.deepEqual(await picture(topic), whole);
      }
    });
    await fc.assert(property, { numRuns: 15 });
  });

  test(`${name}: kill -9 loses no acknowledged record and leaves no append by half`, async (t) => {
    const seed = Date.now() % 2 ** 31;
    t.diagnostic(`seed ${seed}`);
    await killAppending(adapter, { place: await placed(t), rounds: 3, seed });
  });
}

async function partitionWith(log: Log, topic: string): Promise<number> {
  for (let partition = 0; partition < (await log.partitions(topic)); partition += 1) {
    if ((await log.read(topic, { partition, from: 0, limit: 1, waitMs: 0 })).length > 0) return partition;
  }
  throw new Error(`${topic} is empty`);
}
