import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { objectsErrors } from '../errors.ts';
import type { Fetched } from './fetching.ts';

/** Handed out at a time to whoever brings no memory. */
const stride = 256 * 1024;
/** As little as this is taken from the connection, so that it can be used again; for more it is not worth it. */
const leftover = 64 * 1024;

/** All of it in memory. Errors: `objects.cut`, `objects.damaged`. */
export function readAll({ message, info, length, sha256 }: Fetched): Promise<Uint8Array> {
  // Every byte is written, or none is seen.
  const bytes = new Uint8Array(Buffer.allocUnsafeSlow(length).buffer);
  return new Promise((resolve, reject) => {
    let at = 0;
    const cut = (error?: unknown) => reject(objectsErrors.error('objects.cut', { key: info.key }, error));
    message
      .on('data', (chunk: Buffer) => {
        if (at + chunk.length <= length) bytes.set(chunk, at);
        at += chunk.length;
      })
      .on('error', cut)
      .on('close', () => cut())
      .on('end', () => {
        if (at !== length) return cut();
        const isDamaged = sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256;
        if (isDamaged) reject(objectsErrors.error('objects.damaged', { key: info.key }));
        else resolve(bytes);
      });
  });
}

/**
 * As fast as it is taken. Whoever brings memory has it filled, again and again; others get theirs. A body that nobody reads
 * on loses its connection once the store has been silent for too long, and is then cut as by any other accident.
 */
export function streamOf({ message, info, length, sha256 }: Fetched): ReadableStream<Uint8Array> {
  const hash = sha256 === undefined ? undefined : createHash('sha256');
  const incoming = waitingFor(message);
  let left = length;

  function check(): void {
    if (left > 0 || hash === undefined || hash.digest('hex') === sha256) return;
    message.destroy();
    throw objectsErrors.error('objects.damaged', { key: info.key });
  }

  return new ReadableStream(
    {
      type: 'bytes',
      async pull(controller) {
        const asked = controller.byobRequest;
        if (left > 0) {
          await incoming.some().catch((error: unknown) => {
            throw objectsErrors.error('objects.cut', { key: info.key }, error);
          });
          const ready = Math.min(message.readableLength, left);
          const memory = asked?.view ?? new Uint8Array(Math.min(stride, ready));
          const view = new Uint8Array(memory.buffer, memory.byteOffset, Math.min(memory.byteLength, ready));
          take(message, view);
          hash?.update(view);
          left -= view.byteLength;
          // Before the last of them are handed out: afterwards nobody may ask.
          check();
          if (asked === null) controller.enqueue(view);
          else asked.respond(view.byteLength);
        }
        if (left === 0) {
          incoming.letGo();
          controller.close();
          controller.byobRequest?.respond(0);
        }
      },
      cancel() {
        if (left <= leftover) incoming.letGo();
        else message.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

interface Incoming {
  /** Resolves once there is something to take; rejects where nothing more will come. */
  some(): Promise<void>;
  /** What is left is read and forgotten, and the connection serves others. */
  letGo(): void;
}

function waitingFor(message: IncomingMessage): Incoming {
  let wake = (): void => undefined;
  const onChange = () => wake();
  message.on('readable', onChange).on('end', onChange).on('close', onChange);
  return {
    async some() {
      while (message.readableLength === 0) {
        if (message.errored !== null) throw message.errored;
        if (message.destroyed || message.readableEnded) throw new RangeError('It ended too early.');
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    letGo() {
      message.off('readable', onChange);
      message.resume();
    },
  };
}

function take(message: IncomingMessage, view: Uint8Array): void {
  for (let at = 0; at < view.byteLength; ) {
    const piece = message.read(Math.min(message.readableLength, view.byteLength - at)) as Buffer;
    view.set(piece, at);
    at += piece.byteLength;
  }
}
