import { createHash, type Hash } from 'node:crypto';
import { studioErrors } from '../errors.ts';
import { doomFiles, keepFiles, storeFile } from '../files.ts';
import type { Studio } from '../studio.ts';
import type { UploadRow } from '../tables.ts';
import { noRoom } from './upload-rows.ts';

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

/**
 * Appends to an upload. At most one part is held in memory. Whole parts go to the multipart upload; the rest, which S3
 * would not take as a part, is kept beside it as a tail and taken up again by the next writer.
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
  if (state.tail_key !== null) {
    const tail = await objects.read(state.tail_key);
    buffer.set(tail);
    filled = tail.byteLength;
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
    await objects.multipart.putPart(state.key, state.multipart, number, buffer.subarray(0, filled));
    const received = state.parts * state.part_bytes + filled;
    await advance({ parts: number, received, tail_key: null, tail_bytes: 0 });
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
    const tail = await storeFile(studio, { kind: 'tail', title: null }, buffer.slice(0, filled));
    const received = state.parts * state.part_bytes + filled;
    await advance({ parts: state.parts, received, tail_key: tail.key, tail_bytes: filled }, tail);
    settled = filled;
  }

  async function advance(
    next: Pick<UploadRow, 'parts' | 'received' | 'tail_key' | 'tail_bytes'>,
    tail?: Awaited<ReturnType<typeof storeFile>>,
  ): Promise<void> {
    const touched_at = clock.now();
    await sql.transaction(async (tx) => {
      const { numUpdatedRows } = await tx
        .updateTable('uploads')
        .set({ ...next, touched_at })
        .where('id', '=', state.id)
        .where('received', '=', state.received)
        .where('parts', '=', state.parts)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw studioErrors.error('studio.busy', { name: `upload ${state.id}` });
      if (tail !== undefined) await keepFiles(tx, [tail], null);
      if (state.tail_key !== null) await doomFiles(tx, [state.tail_key]);
    });
    state = { ...state, ...next, touched_at };
  }

  return { push, settle };
}
