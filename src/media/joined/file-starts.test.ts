import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesSource } from '../cmaf/byte-source.ts';
import { fileStarts } from './file-starts.ts';

const bytes = (...parts: (string | number[] | Buffer)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

function box(name: string, size = 40): Buffer {
  const made = Buffer.alloc(size);
  made.writeUInt32BE(size);
  made.write(name, 4, 'latin1');
  return made;
}

/** A box that says its length in 64 bits. */
function longBox(name: string, size = 64): Buffer {
  const made = box(name, size);
  made.writeUInt32BE(1);
  made.writeBigUInt64BE(BigInt(size), 8);
  return made;
}

const movie = bytes(box('ftyp'), longBox('mdat'), box('moov'));
const matroska = (size: number[]) =>
  bytes([0x1a, 0x45, 0xdf, 0xa3, 0x83, 1, 2, 3], [0x18, 0x53, 0x80, 0x67], size, Buffer.alloc(32));
const known = matroska([0x08, 0, 0, 0, 0].map((byte, place, { length }) => (place === length - 1 ? 32 : byte)));

const startsOf = (...parts: Buffer[]) => fileStarts(bytesSource(bytes(...parts))).then(({ starts }) => starts);

test('files that were joined end to end are found by the headers of what lies outermost', async () => {
  assert.deepEqual(await startsOf(movie), [0]);
  assert.deepEqual(await startsOf(movie, movie, movie), [0, movie.length, 2 * movie.length]);
  assert.deepEqual(await startsOf(known, known), [0, known.length]);
});

test('a file of another kind behind one is found as well', async () => {
  const stream = bytes([0x47, 0x40, 0x11, 0x10], Buffer.alloc(400));
  assert.deepEqual(await startsOf(movie, stream), [0, movie.length]);
  assert.deepEqual(await startsOf(movie, known), [0, movie.length]);
  assert.deepEqual(await startsOf(known, movie), [0, known.length]);
});

test('what is one file stays one', async () => {
  const unknown = matroska([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
  assert.deepEqual(await startsOf(unknown, unknown), [0], 'nobody knows where it ends');
  assert.deepEqual(await startsOf(box('ftyp'), box('ftyp'), box('moov'), box('moov')), [0]);
  assert.deepEqual(await startsOf(movie, Buffer.alloc(100)), [0], 'zeros behind it are nothing');
  assert.deepEqual(await startsOf(bytes('RIFF', Buffer.alloc(60))), [0]);
  assert.deepEqual(await startsOf(bytes('short')), [0]);
});

test('a recording of very many fragments is not walked through', async () => {
  const fragments = Array.from({ length: 2000 }, () => box('moof', 16));
  assert.deepEqual(await startsOf(movie, ...fragments, movie), [0]);
});
