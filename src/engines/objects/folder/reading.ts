import { type FileHandle, open } from 'node:fs/promises';
import { objectsErrors } from '../errors.ts';
import type { ByteRange, ObjectInfo } from '../index.ts';

/** Read at a time: large enough that a film costs few calls, small enough to hold many. */
const stride = 256 * 1024;

export interface Opened {
  readonly info: ObjectInfo;
  /** Of the range asked for, or the whole. */
  readonly first: number;
  readonly length: number;
  readonly handle: FileHandle;
  /** Rejects where what was read is not what the object is. */
  check(): Promise<void>;
}

/** Asked of what has been opened, and again of what has been read. */
export type Check = (handle: FileHandle) => Promise<void>;

/** Opens an object's file at a range. Errors: `objects.not-found`, `objects.bad-range`; the check's. */
export async function openAt(
  path: string,
  key: string,
  { range, check = async () => undefined }: { readonly range?: ByteRange | undefined; readonly check?: Check } = {},
): Promise<Opened> {
  const handle = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
      throw objectsErrors.error('objects.not-found', { key }, error);
    throw error;
  });
  try {
    const stat = await handle.stat({ bigint: true });
    if (stat.isDirectory()) throw objectsErrors.error('objects.not-found', { key });
    const info = infoOf(key, stat);
    const { first, last } = range ?? { first: 0, last: info.bytes - 1 };
    const fits = Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last && last < info.bytes;
    if (range !== undefined && !fits)
      throw objectsErrors.error('objects.bad-range', { key, first, last, bytes: info.bytes });
    await check(handle);
    return { info, first, length: last - first + 1, handle, check: () => check(handle) };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

export function infoOf(key: string, stat: { size: bigint; mtimeNs: bigint; mtimeMs: bigint; ino: bigint }): ObjectInfo {
  const etag = `${stat.ino.toString(36)}-${stat.size.toString(36)}-${stat.mtimeNs.toString(36)}`;
  return { key, bytes: Number(stat.size), etag, modifiedAt: Number(stat.mtimeMs) };
}

/** All of it in memory. */
export async function readAll({ handle, first, length, check }: Opened): Promise<Uint8Array> {
  try {
    const bytes = new Uint8Array(length);
    await fill(handle, bytes, first);
    await check();
    return bytes;
  } finally {
    await handle.close();
  }
}

/**
 * As fast as it is taken; the file is closed at its end, on an error and when nobody wants more. Whoever brings memory
 * of their own has it filled, again and again: a film read through fresh memory is a film for the garbage collector.
 */
export function streamOf({ handle, first, length, check }: Opened): ReadableStream<Uint8Array> {
  let at = first;
  const end = first + length;
  return new ReadableStream(
    {
      type: 'bytes',
      async pull(controller) {
        try {
          if (at < end) {
            const asked = controller.byobRequest;
            const view = asked?.view ?? undefined;
            const bytes =
              view === undefined
                ? new Uint8Array(Math.min(stride, end - at))
                : new Uint8Array(view.buffer, view.byteOffset, Math.min(view.byteLength, end - at));
            await fill(handle, bytes, at);
            await check();
            at += bytes.length;
            if (asked === null) controller.enqueue(bytes);
            else asked.respond(bytes.length);
          }
          if (at >= end) {
            await handle.close();
            controller.close();
            controller.byobRequest?.respond(0);
          }
        } catch (error) {
          await handle.close();
          throw error;
        }
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 0 },
  );
}

async function fill(handle: FileHandle, bytes: Uint8Array, from: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesRead } = await handle.read(bytes, {
      offset: done,
      length: bytes.length - done,
      position: from + done,
    });
    if (bytesRead === 0) throw new RangeError('The file became shorter while it was read.');
    done += bytesRead;
  }
}
