import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { systemRandom } from '../../../kit/index.ts';
import { cut, headerFrom, headerToBytes, joined } from './pieces.ts';

test('a value in pieces is itself again, or nothing where a piece is missing or another’s', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 50 }),
      (value, pieceBytes) => {
        const { header, pieces } = cut(value, { pieceBytes, random: systemRandom });
        assert.deepEqual(headerFrom(headerToBytes(header)), header);
        const all = new Map(pieces.entries());
        assert.deepEqual(joined(header, all), value);
        for (const [index, piece] of all) {
          assert.equal(joined(header, new Map([...all].filter(([each]) => each !== index))), undefined);
          const other = piece.map((byte) => byte ^ 1);
          assert.equal(joined(header, new Map([...all, [index, other]])), undefined);
        }
      },
    ),
  );
});

test('what is no header is none', () => {
  assert.equal(headerFrom(new Uint8Array(19)), undefined);
});
