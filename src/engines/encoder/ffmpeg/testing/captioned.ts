import { readFileSync, writeFileSync } from 'node:fs';
import { makeMedia } from '../../testing/films.ts';

/** What CEA-608 calls its commands, on channel 1 of the first field. */
const load = [0x1420, 0x1420, 0x142e, 0x142e, 0x1470, 0x1470];
const show = [0x142f, 0x142f];
const clear = [0x142c, 0x142c];

/** A caption, and the pictures at which it appears and goes. */
export interface Caption {
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

/**
 * Makes a small film of 25 pictures a second whose pictures carry captions as American broadcasts do: two bytes a
 * picture, in a message of H.264 (ATSC A/53, part 4).
 */
export function makeCaptioned(
  file: string,
  {
    captions,
    pictures,
    remux = [],
  }: { readonly captions: readonly Caption[]; readonly pictures: number; readonly remux?: readonly string[] },
): void {
  const raw = `${file}.h264`;
  const source = ['-f', 'lavfi', '-i', `testsrc2=s=128x64:r=25:d=${pictures / 25}`];
  makeMedia([...source, '-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-slices', '1', '-f', 'h264', raw]);
  writeFileSync(raw, withMessages(readFileSync(raw), bytesOf(captions, pictures)));
  makeMedia(['-framerate', '25', '-i', raw, '-c', 'copy', ...remux, file]);
}

/** Two bytes for each picture; nothing where nothing is said. */
function bytesOf(captions: readonly Caption[], pictures: number): number[] {
  const bytes: number[] = Array.from({ length: pictures }, () => 0);
  for (const { words, from, to } of captions) {
    const pairs = (words.length % 2 === 0 ? words : `${words} `).match(/../g) ?? [];
    const codes = pairs.map((pair) => (pair.charCodeAt(0) << 8) | pair.charCodeAt(1));
    const ahead = [...load, ...codes];
    for (const [index, code] of ahead.entries()) bytes[from - ahead.length + index] = code;
    for (const [index, code] of show.entries()) bytes[from + index] = code;
    for (const [index, code] of clear.entries()) bytes[to + index] = code;
  }
  return bytes;
}

/** Puts a message before each picture of a byte stream. */
function withMessages(stream: Buffer, bytes: readonly number[]): Buffer {
  const out: Buffer[] = [];
  const mark = Buffer.from([0, 0, 1]);
  const starts: number[] = [];
  for (let at = stream.indexOf(mark); at >= 0; at = stream.indexOf(mark, at + 3)) starts.push(at);
  let picture = 0;
  for (const [place, start] of starts.entries()) {
    const unit = stream.subarray(start, starts[place + 1] ?? stream.length);
    const type = (unit[3] ?? 0) & 0x1f;
    if (type === 1 || type === 5) out.push(messageOf(bytes[picture++] ?? 0));
    out.push(unit);
  }
  return Buffer.concat(out);
}

function messageOf(code: number): Buffer {
  const pair = [code >> 8, code & 0xff].map(withParity);
  const captions = [0x41, 0xff, 0xfc, ...pair, 0xff];
  const registered = [0xb5, 0x00, 0x31, ...Buffer.from('GA94'), 0x03, ...captions];
  return Buffer.from([0, 0, 1, 6, 4, registered.length, ...registered, 0x80]);
}

/** Each byte has an odd number of ones. */
function withParity(byte: number): number {
  const ones = byte.toString(2).replaceAll('0', '').length;
  return ones % 2 === 0 ? byte | 0x80 : byte;
}
