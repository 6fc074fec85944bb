import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import jsqr from 'jsqr';
import { qrCode } from './qr-code.ts';

// Its types say that it is a module of our kind; it is CommonJS, with a default of its own.
const decode = (jsqr as unknown as { default: typeof jsqr.default }).default;
const scale = 4;

/** What a phone reads from the terminal: a block is a cell of one by two, light where it is filled. */
function read(printed: string): string | undefined {
  const lines = stripVTControlCharacters(printed).split('\n');
  const rows = lines.flatMap((line) => [
    [...line].map((sign) => '█▀'.includes(sign)),
    [...line].map((sign) => '█▄'.includes(sign)),
  ]);
  const [width, height] = [(rows[0]?.length ?? 0) * scale, rows.length * scale];
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      if (rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] !== true)
        pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
  return decode(pixels, width, height)?.data;
}

test('the code in the terminal is read as the address that it stands for', () => {
  for (const address of [
    'http://192.168.1.5:8080',
    'http://10.0.0.1:80',
    'http://a-very-long-host-name-of-a-machine.local:65535/',
  ])
    for (const colours of [true, false]) assert.equal(read(qrCode(address, { colours })), address);
});
