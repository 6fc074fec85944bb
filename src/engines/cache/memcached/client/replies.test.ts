import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readReplies } from './replies.ts';

interface Read {
  readonly code: string;
  readonly value: string | undefined;
  readonly flags: number;
  readonly opaque: number;
  readonly ttl: number;
  readonly line: string | undefined;
}

function readAll(chunks: readonly Buffer[]): Read[] {
  const read: Read[] = [];
  const replies = readReplies(({ code, value, flags, opaque, ttl, line }) =>
    read.push({
      code: String.fromCharCode(code >> 8, code & 255),
      value: value && Buffer.from(value).toString('hex'),
      flags,
      opaque,
      ttl,
      line,
    }),
  );
  for (const chunk of chunks) replies.feed(chunk);
  return read;
}

const quiet = { value: undefined, flags: 0, opaque: 0, ttl: -1, line: undefined };

const reply = fc.oneof(
  fc.constantFrom('HD', 'EN', 'NF', 'NS', 'EX', 'MN').map((code) => ({
    bytes: Buffer.from(`${code}\r\n`),
    read: { ...quiet, code },
  })),
  fc
    .record({ value: fc.uint8Array({ maxLength: 40 }), flags: fc.nat(9), opaque: fc.nat(2000), ttl: fc.nat(99) })
    .map(({ value, flags, opaque, ttl }) => ({
      bytes: Buffer.concat([
        Buffer.from(`VA ${value.length} f${flags} O${opaque} t${ttl}\r\n`),
        value,
        Buffer.from('\r\n'),
      ]),
      read: { code: 'VA', value: Buffer.from(value).toString('hex'), flags, opaque, ttl, line: undefined },
    })),
);

test('replies are the same however the network cuts them', () => {
  fc.assert(
    fc.property(fc.array(reply, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 9 })), (all, sizes) => {
      const bytes = Buffer.concat(all.map((each) => each.bytes));
      const wanted = all.map((each) => each.read);
      const chunks: Buffer[] = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = sizes[turn % Math.max(1, sizes.length)] ?? 1;
        chunks.push(bytes.subarray(at, at + size));
        at += size;
      }
      assert.deepEqual(readAll(chunks), wanted);
      assert.deepEqual(readAll([bytes]), wanted);
    }),
  );
});

test('one reply is the same at every place where it may be cut in two or three', () => {
  const bytes = Buffer.from('VA 12 f1 O7\r\nab\r\nHD\r\nMN!!\r\nEN\r\nSERVER_ERROR out of memory\r\n');
  const whole = readAll([bytes]);
  assert.deepEqual(
    whole.map(({ code, line }) => line ?? code),
    ['VA', 'EN', 'SERVER_ERROR out of memory'],
  );
  for (let first = 0; first <= bytes.length; first += 1)
    for (let second = first; second <= bytes.length; second += 1)
      assert.deepEqual(
        readAll([bytes.subarray(0, first), bytes.subarray(first, second), bytes.subarray(second)]),
        whole,
      );
});

test('what is no such protocol is refused rather than guessed at', () => {
  for (const wrong of ['VA 3\r\nabcd\r\n', 'VA x\r\n', 'VA 99999999999 f0\r\n', 'x'.repeat(9000)])
    assert.throws(() => readAll([Buffer.from(wrong)]), TypeError);
});

test('a small value does not keep all that arrived with it', () => {
  const chunk = Buffer.concat([Buffer.from('VA 3 f0\r\nabc\r\n'), Buffer.alloc(60_000)]);
  let kept = 0;
  const replies = readReplies(({ value }) => (kept = Math.max(kept, value?.buffer.byteLength ?? 0)));
  assert.throws(() => replies.feed(chunk), TypeError);
  assert.ok(kept <= 8192, `${kept} bytes are kept`);
});
