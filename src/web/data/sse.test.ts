import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { eventReader, type ServerEvent } from './sse.ts';

const stream = [
  '\uFEFF: hello\n',
  'event: title\nid: 7\ndata: {"a":1}\n\n',
  'data: one\r\ndata: two\r\n\r\n',
  'retry: 3000\rid: 8\rdata:three\r\r',
  'id: 9\n\n',
  'event: lost\ndata: never ended',
].join('');

const expected: readonly ServerEvent[] = [
  { event: 'title', data: '{"a":1}' },
  { event: 'message', data: 'one\ntwo' },
  { event: 'message', data: 'three' },
];

function read(pieces: readonly string[]) {
  const events: ServerEvent[] = [];
  const reader = eventReader((event) => events.push(event));
  for (const piece of pieces) reader.push(piece);
  return { events, id: reader.lastId, retryMs: reader.retryMs };
}

test('a stream reads the same however it is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: stream.length }), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.sort((a, b) => a - b), stream.length];
      const pieces = at.slice(1).map((end, piece) => stream.slice(at[piece], end));
      assert.deepEqual(read(pieces), { events: expected, id: '9', retryMs: 3000 });
    }),
  );
});

test('an event that was not whole has told no id', () => {
  assert.equal(read(['id: 4\ndata: x']).id, '');
});
