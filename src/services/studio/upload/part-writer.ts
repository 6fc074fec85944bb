import { createHash, type Hash } from 'node:crypto';
import { studioErrors } from '../errors.ts';
import { doomFiles, keepFiles, type StoredFile, storeFile } from '../files.ts';
import type { Studio } from '../studio.ts';
import type { UploadRow } from '../tables.ts';
import { noRoom, tailKeys } from './upload-rows.ts';

/** The hash of an upload's first `bytes`, as far as this process has seen them pass. */
export interface RunningHash {
  bytes: number;
  readonly hash: Hash;
}

export function newRunningHash(): RunningHash {
  return { bytes: 0, hash: createHash('sha256') };
}

export interface PartWriter {
  push(chunk: Uint8Array): Promise<void>;
  /** Stores what has not made a whole part, and resolves to the offset: everything before it is durable. */
  settle(): Promise<number>;
}

/** An object that holds some of what has not made a whole part. */
interface Piece {
  readonly key: string;
  readonly bytes: number;
}

/** A new piece takes in those before it until they are so many times as large. */
const growth = 4;

/**
 * Appends to an upload. At most one part is held in memory. Whole parts go to the multipart upload; the rest, which S3
 * would not take as a part, is kept beside it in pieces and taken up again by the next writer. Browsers behind some proxies
 * send a megabyte at a time: so each piece holds what came with it, and the smaller ones before it, and neither are there
 * many of them nor is the same byte stored often.
 * Only one writer gets its parts counted: each step asks that the row is as this writer left it.
 */
export async function partWriter(
  studio: Studio,
  upload: UploadRow,
  running: RunningHash | undefined,
): Promise<PartWriter> {
  const { sql, objects, clock } = studio;
  const buffer = new Uint8Array(upload.part_bytes);
  let state = upload;
  let filled = 0;
  let pieces: readonly Piece[] = [];
  for (const key of tailKeys(state)) {
    const piece = await objects.read(key);
    buffer.set(piece, filled);
    filled += piece.byteLength;
    pieces = [...pieces, { key, bytes: piece.byteLength }];
  }
  let settled = filled;

  async function push(chunk: Uint8Array): Promise<void> {
    const room = state.size - state.parts * state.part_bytes - filled;
    if (chunk.byteLength > room) {
      throw studioErrors.error('studio.upload-too-long', { id: state.id, size: state.size });
    }
    if (running !== undefined) {
      running.hash.update(chunk);
      running.bytes += chunk.byteLength;
    }
    let rest = chunk;
    while (rest.byteLength > 0) {
      const taken = rest.subarray(0, buffer.byteLength - filled);
      buffer.set(taken, filled);
      filled += taken.byteLength;
      rest = rest.subarray(taken.byteLength);
      if (filled === buffer.byteLength) await storePart();
    }
  }

  async function storePart(): Promise<void> {
    const number = state.parts + 1;
    if (filled > studio.disk.room()) throw noRoom(studio, filled);
    await objects.multipart.putPart(state.key, state.multipart, { number, body: buffer.subarray(0, filled) });
    await advance({ parts: number, pieces: [], bytes: filled });
    filled = 0;
    settled = 0;
  }

  async function settle(): Promise<number> {
    if (filled > settled) {
      if (state.parts * state.part_bytes + filled === state.size) await storePart();
      else await storeTail();
    }
    return state.received;
  }

  async function storeTail(): Promise<void> {
    const kept = [...pieces];
    let from = settled;
    for (let last = kept.at(-1); last !== undefined && last.bytes < growth * (filled - from); last = kept.at(-1)) {
      from -= last.bytes;
      kept.pop();
    }
    const file = await storeFile(studio, { kind: 'tail', title: null }, buffer.slice(from, filled));
    await advance({
      parts: state.parts,
      pieces: [...kept, { key: file.key, bytes: filled - from }],
      bytes: filled,
      file,
    });
    settled = filled;
  }

  /** `bytes` have arrived since the last whole part that was counted; `pieces` hold those of them that make none. */
  async function advance(to: {
    readonly parts: number;
    readonly pieces: readonly Piece[];
    readonly bytes: number;
    readonly file?: StoredFile;
  }): Promise<void> {
    const touched_at = clock.now();
    const next = {
      parts: to.parts,
      received: state.parts * state.part_bytes + to.bytes,
      tail_key: to.pieces.length === 0 ? null : to.pieces.map(({ key }) => key).join(','),
      tail_bytes: to.pieces.reduce((sum, { bytes }) => sum + bytes, 0),
    };
    const unused = pieces.filter((piece) => !to.pieces.includes(piece)).map(({ key }) => key);
    await sql.transaction(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('uploads')
        .set({ ...next, touched_at })
        .where('id', '=', state.id)
        .where('received', '=', state.received)
        .where('parts', '=', state.parts)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw studioErrors.error('studio.busy', { name: `upload ${state.id}` });
      if (to.file !== undefined) await keepFiles(tx, [to.file], null);
      await doomFiles(tx, unused);
    });
    state = { ...state, ...next, touched_at };
    pieces = to.pieces;
  }

  return { push, settle };
}
