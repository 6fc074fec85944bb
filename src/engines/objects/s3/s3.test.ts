import assert from 'node:assert/strict';
import { ReadableStream as NodeStream } from 'node:stream/web';
import { test } from 'node:test';
import fc from 'fast-check';
import { BijouError, isTransient } from '../../../kit/index.ts';
import { mostParts } from '../limits.ts';
import { pieces } from './gathering.ts';
import { s3Options } from './options.ts';
import { sizeOfPart } from './streaming.ts';
import { toldOf } from './told.ts';

const mebibyte = 2 ** 20;

/** An error as the client throws it. */
function thrown(name: string, status?: number, code?: string): Error {
  return Object.assign(new Error('said the store'), {
    name,
    ...(code !== undefined && { code }),
    ...(status !== undefined && { $metadata: { httpStatusCode: status } }),
  });
}

test('what the store says is told in the port’s words: what may be done again, and what only a person can mend', () => {
  const told = (...error: Parameters<typeof thrown>) => {
    const said = toldOf(thrown(...error), { key: 'a' });
    assert.ok(said instanceof BijouError);
    return [said.code, said.retry];
  };
  assert.deepEqual(told('NoSuchKey', 404), ['objects.not-found', 'never']);
  assert.deepEqual(told('PreconditionFailed', 412), ['objects.precondition-failed', 'never']);
  assert.deepEqual(told('ConditionalRequestConflict', 409), ['objects.conflict', 'transient']);
  assert.deepEqual(told('SlowDown', 503), ['objects.throttled', 'transient']);
  assert.deepEqual(told('', 503), ['objects.throttled', 'transient']);
  assert.deepEqual(told('InternalError', 500), ['objects.uncertain', 'transient']);
  assert.deepEqual(told('', 502), ['objects.uncertain', 'transient']);
  assert.deepEqual(told('Error', undefined, 'ECONNRESET'), ['objects.uncertain', 'transient']);
  assert.deepEqual(told('TimeoutError', undefined, 'ETIMEDOUT'), ['objects.uncertain', 'transient']);
  assert.deepEqual(told('Error', undefined, 'ECONNREFUSED'), ['objects.unreachable', 'transient']);
  assert.deepEqual(told('Error', undefined, 'ENOTFOUND'), ['objects.unreachable', 'transient']);
  for (const name of [
    'NoSuchBucket',
    'InvalidAccessKeyId',
    'RequestTimeTooSkewed',
    'PermanentRedirect',
    'ExpiredToken',
  ])
    assert.deepEqual(told(name, 400), ['objects.refused', 'later']);
  assert.deepEqual(told('Error', undefined, 'CERT_HAS_EXPIRED'), ['objects.refused', 'later']);
  assert.deepEqual(told('400', 400), ['objects.refused', 'later']);
  assert.deepEqual(told('XAmzContentSHA256Mismatch', 400), ['objects.checksum-mismatch', 'never']);
});

test('a mistake of ours is not taken for one of the network', () => {
  const mistake = new TypeError('x is not a function');
  assert.equal(toldOf(mistake, {}), mistake);
  assert.equal(isTransient(mistake), false);
});

test('parts grow, so that as many as there may be hold as much as an object may', () => {
  let bytes = 0;
  for (let number = 1; number <= mostParts; number += 1) bytes += sizeOfPart(number, 8 * mebibyte);
  assert.ok(bytes >= 5 * 2 ** 40, `${bytes}`);
  assert.equal(sizeOfPart(1_000, 8 * mebibyte), 8 * mebibyte);
});

test('a stream however it comes is cut into pieces of the sizes asked for, and nothing is lost or doubled', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 1, max: 30 }), async (given, size) => {
      const cut: { readonly bytes: Uint8Array; readonly isLast: boolean }[] = [];
      for await (const piece of pieces(NodeStream.from(given) as ReadableStream<Uint8Array>, () => size))
        cut.push(piece);
      assert.deepEqual(Buffer.concat(cut.map(({ bytes }) => bytes)), Buffer.concat(given));
      assert.deepEqual(cut.map(({ isLast }) => isLast).indexOf(true), cut.length - 1);
      for (const { bytes, isLast } of cut) assert.ok(isLast ? bytes.length <= size : bytes.length === size);
    }),
  );
});

test('settings that cannot be meant are refused with a sentence', () => {
  const why = (options: unknown) => s3Options.safeParse(options).error?.issues[0]?.message ?? '';
  assert.equal(why({ bucket: 'films' }), '');
  assert.match(why({ bucket: 'Films_!' }), /name of a bucket/);
  assert.match(why({ bucket: 'films', prefix: 'bijou' }), /end in a slash/);
  assert.match(why({ bucket: 'films', endpoint: 's3.example' }), /https:/);
  assert.match(why({ bucket: 'films', secretAccessKey: 'hush' }), /where the secret stands/);
});
