import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BijouError, hasCode } from '../../../kit/index.ts';
import { PartlyDone } from '../errors.ts';
import { mostBodyBytes } from '../limits.ts';
import { batchesOf, sendAll } from './batches.ts';
import { sqsOptions } from './options.ts';
import { toldOf } from './told.ts';

test('batches hold ten at most and no more bytes than one body may, and all is in one of them, once', () => {
  const texts = fc.array(
    fc.integer({ min: 1, max: mostBodyBytes / 1_024 }).map((size) => 'é'.repeat(size * 512)),
    {
      maxLength: 60,
    },
  );
  fc.assert(
    fc.property(texts, (given) => {
      const batches = batchesOf(given);
      assert.deepEqual(
        batches.flat().map(({ at }) => at),
        given.map((_, at) => at),
      );
      for (const batch of batches) {
        assert.ok(batch.length >= 1 && batch.length <= 10);
        assert.ok(batch.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) <= mostBodyBytes);
      }
    }),
    { numRuns: 30 },
  );
});

test('what was not done is told by its places in what was handed in', async () => {
  const texts = Array.from({ length: 25 }, (_, at) => String(at));
  const failing = new Set(['3', '14', '24']);
  await assert.rejects(
    sendAll(texts, async (batch) =>
      batch.flatMap(({ text }, at) => (failing.has(text) ? [{ Id: String(at), SenderFault: false, Code: 'x' }] : [])),
    ),
    (error) => error instanceof PartlyDone && error.left.join() === '3,14,24',
  );
  await assert.rejects(
    sendAll(texts, async (batch) => {
      if (batch.some(({ at }) => at === 12)) throw new RangeError('cut');
      return [];
    }),
    (error) => error instanceof PartlyDone && error.left.join() === '10,11,12,13,14,15,16,17,18,19',
  );
});

test('where nothing was done it is told why', async () => {
  await assert.rejects(
    sendAll(['a'], async () => Promise.reject(new RangeError('cut'))),
    /cut/,
  );
  const refused = async () => [{ Id: '0', SenderFault: true, Code: 'InvalidMessageContents' }];
  await assert.rejects(sendAll(['a'], refused), (error) => hasCode(error, 'queue.bad-body'));
});

test('what the server says is told in the port’s words', () => {
  const told = (name: string, status?: number, code?: string) => {
    const said = toldOf(Object.assign(new Error('x'), { name, code, $metadata: { httpStatusCode: status } }));
    assert.ok(said instanceof BijouError);
    return [said.code, said.retry];
  };
  assert.deepEqual(told('RequestThrottled', 403), ['queue.throttled', 'transient']);
  assert.deepEqual(told('OverLimit', 403), ['queue.throttled', 'transient']);
  assert.deepEqual(told('InternalError', 500), ['queue.uncertain', 'transient']);
  assert.deepEqual(told('TimeoutError', undefined, 'ETIMEDOUT'), ['queue.uncertain', 'transient']);
  assert.deepEqual(told('Error', undefined, 'ECONNREFUSED'), ['queue.unreachable', 'transient']);
  assert.deepEqual(told('InvalidClientTokenId', 403), ['queue.refused', 'later']);
  assert.deepEqual(told('UnsupportedOperation', 400), ['queue.refused', 'later']);
});

test('settings that cannot be meant are refused with a sentence', () => {
  assert.equal(sqsOptions.parse({}).prefix, 'bijou-');
  assert.match(sqsOptions.safeParse({ prefix: 'far-too-long-a-prefix' }).error?.issues[0]?.message ?? '', /15 letters/);
});
