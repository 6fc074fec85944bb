import { type BigIntStats, close, fstat, open, read } from 'node:fs';
import { objectErrors } from '../errors.ts';
import type { ByteRange, ObjectInfo } from '../index.ts';
import { codeOf } from './file-system.ts';
import { infoOf } from './info.ts';

/** One read of a stream. Larger ones cost memory for each open stream, smaller ones cost calls. */
const readBytes = 256 * 1024;

/** An object's file, open. Plain descriptors, because a FileHandle lost to the collector ends the process. */
interface Source {
  readonly descriptor: number;
  readonly info: ObjectInfo;
  readonly first: number;
  /** First byte after the range. */
  readonly end: number;
  isOpen: boolean;
}

/** Streams that were neither read to their end nor cancelled. */
const forgotten = new FinalizationRegistry<Source>((source) => void closeSource(source));

export async function readStream(
  path: string,
  key: string,
  range: ByteRange | undefined,
): Promise<{ readonly info: ObjectInfo; readonly body: ReadableStream<Uint8Array> }> {
  const source = await openSource(path, key, range);
  let at = source.first;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const buffer = Buffer.allocUnsafeSlow(Math.min(readBytes, source.end - at));
        try {
          const bytes = buffer.byteLength === 0 ? 0 : await readAt(source.descriptor, buffer, at);
          at += bytes;
          if (bytes > 0) controller.enqueue(buffer.subarray(0, bytes));
          if (at < source.end && bytes > 0) return;
          await closeSource(source);
          if (at < source.end) controller.error(objectErrors.error('objects.not-found', { key }));
          else controller.close();
        } catch (error) {
          await closeSource(source);
          throw error;
        }
      },
      cancel: () => closeSource(source),
    },
    // Nothing is read before somebody asks for it.
    { highWaterMark: 0 },
  );
  forgotten.register(body, source);
  return { info: source.info, body };
}

export async function readWhole(path: string, key: string, range: ByteRange | undefined): Promise<Uint8Array> {
  const source = await openSource(path, key, range);
  try {
    const buffer = Buffer.allocUnsafeSlow(source.end - source.first);
    let filled = 0;
    while (filled < buffer.byteLength) {
      const bytes = await readAt(source.descriptor, buffer.subarray(filled), source.first + filled);
      if (bytes === 0) throw objectErrors.error('objects.not-found', { key });
      filled += bytes;
    }
    return buffer;
  } finally {
    await closeSource(source);
  }
}

/** Errors: `objects.not-found`, `objects.bad-range`. */
async function openSource(path: string, key: string, range: ByteRange | undefined): Promise<Source> {
  const descriptor = await openForReading(path).catch((error: unknown) => {
    throw ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error))
      ? objectErrors.error('objects.not-found', { key })
      : error;
  });
  try {
    const stats = await statOf(descriptor);
    if (!stats.isFile()) throw objectErrors.error('objects.not-found', { key });
    const info = infoOf(key, stats);
    const { first, last } = range ?? { first: 0, last: info.bytes - 1 };
    const fits = Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last && first < info.bytes;
    if (range !== undefined && !fits) {
      throw objectErrors.error('objects.bad-range', { key, first, last, bytes: info.bytes });
    }
    return { descriptor, info, first, end: Math.min(last + 1, info.bytes), isOpen: true };
  } catch (error) {
    close(descriptor);
    throw error;
  }
}

function closeSource(source: Source): Promise<void> {
  if (!source.isOpen) return Promise.resolve();
  source.isOpen = false;
  return new Promise((resolve) => close(source.descriptor, () => resolve()));
}

function openForReading(path: string): Promise<number> {
  return new Promise((resolve, reject) =>
    open(path, 'r', (error, descriptor) => (error === null ? resolve(descriptor) : reject(error))),
  );
}

function statOf(descriptor: number): Promise<BigIntStats> {
  return new Promise((resolve, reject) =>
    fstat(descriptor, { bigint: true }, (error, stats) => (error === null ? resolve(stats) : reject(error))),
  );
}

function readAt(descriptor: number, buffer: Buffer, position: number): Promise<number> {
  return new Promise((resolve, reject) =>
    read(descriptor, buffer, 0, buffer.byteLength, position, (error, bytes) =>
      error === null ? resolve(bytes) : reject(error),
    ),
  );
}
