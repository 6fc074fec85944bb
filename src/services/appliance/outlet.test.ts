import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { suite, test } from 'node:test';
import { outlets } from './outlet.ts';

/** A reader who takes what is written only when told. */
function slowReader() {
  const written: Buffer[] = [];
  const taken: (() => void)[] = [];
  const response = Object.assign(new EventEmitter(), {
    write(bytes: Buffer, done: () => void) {
      written.push(bytes);
      taken.push(done);
      return false;
    },
  });
  return { response: response as unknown as ServerResponse, written, take: () => taken.shift()?.() };
}

const slice = Buffer.alloc(500_000, 7);

suite('slow readers', () => {
  test('hold no more than the limit and one small copy each', async () => {
    const open = outlets(1_200_000).open;
    const readers = Array.from({ length: 10 }, slowReader);
    for (const { response } of readers) void open(response).write(slice);
    const isSlice = (bytes: Buffer | undefined): boolean => bytes?.buffer === slice.buffer;
    assert.deepEqual(
      readers.map(({ written }) => isSlice(written[0])),
      [true, true, ...Array(8).fill(false)],
    );
    for (const { written } of readers.slice(2)) assert.equal(written[0]?.buffer.byteLength, 65_536);
  });

  test('that take their bytes, or go, make room for whole slices again', async () => {
    const outlet = outlets(600_000);
    const [one, two, three] = [slowReader(), slowReader(), slowReader()];
    const first = outlet.open(one.response).write(slice);
    const second = outlet.open(two.response).write(slice);
    one.take();
    assert.equal(await first, 500_000);
    two.take();
    assert.equal(await second, 65_536);
    const last = outlet.open(three.response);
    const third = last.write(slice);
    assert.equal(three.written[0], slice);
    three.response.emit('close');
    assert.equal(await third, 500_000);
    assert.ok(last.isGone && last.signal.aborted);
    void outlet.open(one.response).write(slice);
    assert.equal(one.written[1], slice);
  });
});
