import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { moduleBeside, startKillable } from '../../host/index.ts';
import type { Log } from './index.ts';
import { keepingCases } from './testing/keeping.ts';
import { killAppending, verifyKeys } from './testing/kill.ts';
import { owningCases } from './testing/owning.ts';
import { firstOfEach, type LogAdapter, readAll, readPartition, rig, valuesOf } from './testing/rig.ts';

/** What every adapter of the log port promises. */
export function conformance(adapter: LogAdapter): void {
  const { placed, opened } = rig(adapter);
  const name = `log/${adapter.name}`;

  test(`${name}: records of one key are read in the order they were appended, whatever they hold`, async (t) => {
    const log = await opened(t);
    let topics = 0;
    const record = fc.record({ key: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.string({ unit: 'binary' }) });
    const appends = fc.array(fc.array(record, { maxLength: 4 }), { maxLength: 6 });
    const property = fc.asyncProperty(appends, async (batches) => {
      topics += 1;
      for (const batch of batches) await log.append(`t${topics}`, batch);
      const read = await readAll(log, `t${topics}`);
      for (const key of ['a', 'b', 'c', 'd'])
        assert.deepEqual(
          valuesOf(read, key),
          batches.flatMap((batch) => batch.filter((each) => each.key === key).map(({ value }) => value)),
        );
    });
    await fc.assert(property, { numRuns: 20 });
  });

  test(`${name}: what is appended once and answered is there once, with its headers and its time`, async (t) => {
    const log = await opened(t);
    const headers = { trace: '7f', 'x-é': '\u0000 ☃' };
    await log.append('x', [{ key: 'k', value: 'v', headers }]);
    const all = await Promise.all([0, 1, 2].map((partition) => readPartition(log, 'x', { partition })));
    assert.ok(all.flat().length <= 1 + log.retries(), 'twice only where it was tried twice');
    const [stored] = firstOfEach(all.flat());
    const { id, ...ours } = stored?.headers ?? {};
    assert.ok(id);
    assert.deepEqual(ours, headers);
    assert.ok(Math.abs((stored?.at ?? 0) - Date.now()) < 600_000);
  });

  test(`${name}: reading goes on from an offset, page by page, and after opening again`, async (t) => {
    const place = await placed(t);
    const first = await opened(t, place);
    for (const value of ['0', '1', '2', '3']) await first.append('x', [{ key: 'k', value }]);
    await first.close();
    const log = await opened(t, place);
    const stored = await readAll(log, 'x');
    const partition = await partitionWith(log, 'x');
    const from = stored[1]?.offset ?? 0;
    const rest = firstOfEach(await readPartition(log, 'x', { partition, from, limit: 2 }));
    assert.deepEqual([...new Set(valuesOf(rest))].sort(), ['1', '2', '3']);
    for (const record of stored.slice(1))
      assert.deepEqual(
        rest.find(({ offset }) => offset === record.offset),
        record,
      );
  });

  test(`${name}: a partition tells where it begins and ends, and from where it is as young as a moment`, async (t) => {
    const log = await opened(t);
    const empty = await log.bounds('x', 0);
    assert.equal(empty.earliest, empty.end);
    for (let n = 0; n < 5; n += 1) await log.append('x', [{ key: 'k', value: String(n) }]);
    const partition = await partitionWith(log, 'x');
    const stored = await readPartition(log, 'x', { partition });
    const { earliest, end } = await log.bounds('x', partition);
    assert.ok(earliest <= (stored[0]?.offset ?? 0), 'it begins with its first record, or before');
    assert.ok(end > (stored.at(-1)?.offset ?? 0), 'and ends behind its last');
    const last = stored.at(-1)?.at ?? 0;
    const found = await log.offsetAt('x', { partition, at: last });
    assert.equal(
      (await readPartition(log, 'x', { partition, from: found }))[0]?.offset,
      stored.find(({ at }) => at >= last)?.offset,
    );
    assert.equal(await log.offsetAt('x', { partition, at: last + 3_600_000 }), end, 'nothing is so young');
    await log.append('x', [{ key: 'k', value: 'later' }]);
    const later = await readPartition(log, 'x', { partition, from: end });
    assert.deepEqual([...new Set(valuesOf(later))], ['later'], 'what comes later lies behind the end');
  });

  test(`${name}: topics do not mix, and keep their number of partitions`, async (t) => {
    const log = await opened(t);
    const before = await log.partitions('x');
    await log.append('x', [{ key: 'k', value: 'here' }]);
    await log.declare('x', { partitions: before + 1, keep: { what: 'everything' } });
    assert.deepEqual(await readAll(log, 'y'), []);
    assert.equal((await readAll(log, 'x')).length, 1);
    assert.equal(await log.partitions('x'), before);
    await log.declare('z', { partitions: 1, keep: { what: 'everything' } });
    assert.equal(await log.partitions('z'), 1);
  });

  test(`${name}: who waits for records is woken by this process and by another`, async (t) => {
    const place = await placed(t);
    const log = await opened(t, place);
    const waitForAny = async (topic: string) => {
      const over = new AbortController();
      const parts = Array.from({ length: await log.partitions(topic) }, async (_, partition) => {
        for (let from = 0; ; ) {
          const page = await log.read(topic, { partition, from, limit: 9, waitMs: 30_000, signal: over.signal });
          if (page.records.length > 0) return page.records;
          from = page.next;
        }
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
    const read = (async () => {
      for (;;) await log.read('x', { partition: 0, from: 0, limit: 1, waitMs: 30_000, signal: gone.signal });
    })();
    gone.abort(new Error('gone'));
    await assert.rejects(read, /gone/);
  });

  test(`${name}: whoever reads on sees every record that several processes append, without gaps behind it`, async (t) => {
    const place = await placed(t);
    const log = await opened(t, place);
    const child = moduleBeside(import.meta.url, './testing/child');
    const children = ['x', 'y'].map((lane) => startKillable(child, [adapter.module, place, lane, '20']));
    const wanted = 2 * 4 * 20;
    const positions = Array.from({ length: await log.partitions('events') }, () => 0);
    const followed: Awaited<ReturnType<Log['read']>>['records'][number][] = [];
    while (firstOfEach(followed).length < wanted) {
      for (const [partition, from] of positions.entries()) {
        const { records, next } = await log.read('events', { partition, from, limit: 7, waitMs: 0 });
        followed.push(...records);
        positions[partition] = next;
      }
    }
    assert.deepEqual(await Promise.all(children.map(({ ended }) => ended)), [0, 0]);
    verifyKeys(
      firstOfEach(followed),
      children.flatMap(({ lines }) => lines),
    );
  });

  keepingCases(adapter);
  owningCases(adapter);

  test(`${name}: kill -9 loses no acknowledged record and leaves no append by half`, async (t) => {
    const seed = Date.now() % 2 ** 31;
    t.diagnostic(`seed ${seed}`);
    await killAppending(adapter, { place: await placed(t), rounds: 3, seed });
  });
}

async function partitionWith(log: Log, topic: string): Promise<number> {
  for (let partition = 0; partition < (await log.partitions(topic)); partition += 1) {
    if ((await readPartition(log, topic, { partition })).length > 0) return partition;
  }
  throw new Error(`${topic} is empty`);
}
