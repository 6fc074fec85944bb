import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecordsBatch } from '@platformatic/kafka';
import { pageOf } from './batches.ts';

const [transactional, control, stamped] = [1 << 4, 1 << 5, 1 << 3];

function batch(first: number, values: readonly string[], over: Partial<RecordsBatch> = {}): RecordsBatch {
  return {
    ...{ firstOffset: BigInt(first), length: 0, partitionLeaderEpoch: 0, magic: 2, crc: 0, attributes: 0 },
    ...{ lastOffsetDelta: values.length - 1, firstTimestamp: 100n, maxTimestamp: 200n, producerId: -1n },
    ...{ producerEpoch: 0, firstSequence: 0 },
    records: values.map((value, offsetDelta) => record(Buffer.from('k'), value, offsetDelta)),
    ...over,
  };
}

const record = (key: Buffer, value: string, offsetDelta: number) => ({
  ...{ length: 0, attributes: 0, timestampDelta: BigInt(offsetDelta), offsetDelta, headers: [] },
  ...{ key, value: Buffer.from(value) },
});

const written = (first: number, producerId: bigint, values: readonly string[]) =>
  batch(first, values, { producerId, attributes: transactional });

const marker = (offset: number, producerId: bigint, type: 'abort' | 'commit') =>
  batch(offset, [''], {
    ...{ producerId, attributes: transactional | control },
    records: [record(Buffer.from([0, 0, 0, type === 'abort' ? 0 : 1]), '', 0)],
  });

const read = (
  batches: readonly RecordsBatch[],
  aborted: readonly (readonly [bigint, number])[],
  from = 0,
  limit = 99,
) =>
  pageOf(batches, {
    ...{ from, limit },
    aborted: aborted.map(([producerId, first]) => ({ producerId, firstOffset: BigInt(first) })),
  });

const values = ({ records }: { readonly records: readonly { readonly value: string }[] }) =>
  records.map(({ value }) => value);

test('of a producer that aborted twice, and committed between and after, what it committed is read', () => {
  const page = read(
    [
      written(0, 7n, ['undone']),
      marker(1, 7n, 'abort'),
      written(2, 7n, ['first', 'second']),
      marker(4, 7n, 'commit'),
      written(5, 7n, ['undone']),
      written(6, 7n, ['undone too']),
      marker(7, 7n, 'abort'),
      written(8, 7n, ['third']),
      marker(9, 7n, 'commit'),
    ],
    [
      [7n, 5],
      [7n, 0],
    ],
  );
  assert.deepEqual(values(page), ['first', 'second', 'third']);
  assert.equal(page.next, 10, 'behind the marker');
});

test('what another producer writes meanwhile is read, in a transaction or without', () => {
  const page = read(
    [
      written(0, 7n, ['undone']),
      written(1, 8n, ['theirs']),
      batch(2, ['plain']),
      marker(3, 7n, 'abort'),
      marker(4, 8n, 'commit'),
    ],
    [[7n, 0]],
  );
  assert.deepEqual(values(page), ['theirs', 'plain']);
});

test('reading goes on behind what compaction took away', () => {
  const gap = batch(10, ['a'], { lastOffsetDelta: 9 });
  assert.deepEqual(read([gap], [], 3), {
    records: [{ offset: 10, key: 'k', value: 'a', at: 100, headers: {} }],
    next: 20,
  });
});

test('a page ends where it was to end, and begins within a batch', () => {
  const page = read([batch(0, ['a', 'b', 'c', 'd'])], [], 1, 2);
  assert.deepEqual(values(page), ['b', 'c']);
  assert.equal(page.next, 3);
});

test('a record is as old as the log says, where the log stamps it', () => {
  const { records } = read([batch(0, ['a', 'b'], { attributes: stamped })], []);
  assert.deepEqual(
    records.map(({ at }) => at),
    [200, 200],
  );
});
