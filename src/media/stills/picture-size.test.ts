import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { pictureSize } from './picture-size.ts';

const encoders = { png: ['-c:v', 'png'], jpeg: ['-c:v', 'mjpeg'], webp: ['-c:v', 'libwebp', '-f', 'webp'] } as const;

for (const [name, encoder] of Object.entries(encoders)) {
  test(`a ${name} tells its size`, () => {
    const from = ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=124x70', '-frames:v', '1'];
    const format = encoder.includes('-f' as never) ? [] : ['-f', 'image2pipe'];
    const bytes = execFileSync('ffmpeg', [...from, ...encoder, ...format, 'pipe:1']);
    assert.deepEqual(pictureSize(bytes), { width: 124, height: 70 });
    assert.equal(pictureSize(bytes.subarray(0, 12)), undefined, 'cut off');
  });
}

test('what is no picture has no size', () => {
  for (const words of ['', 'GIF89a', 'a text that is long enough to be read as anything at all', '\xff\xd8\xff']) {
    assert.equal(pictureSize(new TextEncoder().encode(words)), undefined);
  }
});
