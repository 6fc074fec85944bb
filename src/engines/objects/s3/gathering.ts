import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

export interface Piece {
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

/** To begin with; most streams are short. */
const firstMemory = 256 * 1024;
/** A part held in memory; a longer one lies on the disk of this machine while it is sent. */
const mostInMemory = 16 * 2 ** 20;

/** Cuts a stream into pieces of these sizes, the last of which may be shorter, or empty where there is none. */
export async function* pieces(
  body: ReadableStream<Uint8Array>,
  sizeOf: (number: number) => number,
): AsyncGenerator<Piece, void, void> {
  const size = (number: number) => sizeOf(number);
  let number = 1;
  let memory = new Uint8Array(Math.min(firstMemory, size(number)));
  let filled = 0;
  for await (const chunk of body) {
    for (let at = 0; at < chunk.byteLength; ) {
      if (filled === size(number)) {
        yield { bytes: memory, isLast: false };
        number += 1;
        filled = 0;
        memory = new Uint8Array(size(number));
      }
      const part = chunk.subarray(at, at + size(number) - filled);
      memory = grown(memory, { filled, needed: filled + part.byteLength, most: size(number) });
      memory.set(part, filled);
      filled += part.byteLength;
      at += part.byteLength;
    }
  }
  yield { bytes: memory.subarray(0, filled), isLast: true };
}

function grown(
  memory: Uint8Array<ArrayBuffer>,
  { filled, needed, most }: { readonly filled: number; readonly needed: number; readonly most: number },
): Uint8Array<ArrayBuffer> {
  if (needed <= memory.byteLength) return memory;
  const larger = new Uint8Array(Math.min(most, Math.max(needed, 2 * memory.byteLength)));
  larger.set(memory.subarray(0, filled));
  return larger;
}

/** A part whose length and hash are known, as a store wants them before the first byte. */
export interface Sized {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Base64, for stores that do not look at the hash with which a body is signed. */
  md5(): string;
  readonly body: Uint8Array | Readable;
  drop(): Promise<void>;
}

/** Reads a stream to its end, into memory or on disk. Rejects as the stream does, and leaves nothing then. */
export async function gathered(body: ReadableStream<Uint8Array>): Promise<Sized> {
  const cut = pieces(body, () => mostInMemory);
  const first = await cut.next();
  const { bytes, isLast } = first.value ?? { bytes: new Uint8Array(), isLast: true };
  if (isLast) return inMemory(bytes);
  const [hash, md5] = [createHash('sha256').update(bytes), createHash('md5').update(bytes)];

  const folder = await mkdtemp(join(tmpdir(), 'bijou-part-'));
  const drop = () => rm(folder, { recursive: true, force: true });
  const path = join(folder, 'part');
  try {
    const file = await open(path, 'wx', 0o600);
    let length = bytes.byteLength;
    try {
      await file.writeFile(bytes);
      for await (const piece of cut) {
        hash.update(piece.bytes);
        md5.update(piece.bytes);
        length += piece.bytes.byteLength;
        await file.writeFile(piece.bytes);
      }
    } finally {
      await file.close();
    }
    const told = md5.digest('base64');
    return { bytes: length, sha256: hash.digest('hex'), md5: () => told, body: createReadStream(path), drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

export function inMemory(bytes: Uint8Array): Sized {
  return {
    bytes: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    md5: () => createHash('md5').update(bytes).digest('base64'),
    body: bytes,
    drop: async () => undefined,
  };
}
