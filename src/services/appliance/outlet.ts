import type { ServerResponse } from 'node:http';

/** The way of bytes to one reader, at the reader's pace. */
export interface Outlet {
  readonly isGone: boolean;
  /** Aborts when the reader has gone. */
  readonly signal: AbortSignal;
  /** Writes the bytes, or only the first of them where slow readers hold up memory; resolves to how many, once taken. */
  write(bytes: Buffer): Promise<number>;
}

/** The ways to all readers, which share a limit. */
export interface Outlets {
  open(response: ServerResponse): Outlet;
}

const smallPiece = 64 * 1024;

/**
 * A write keeps its slice in memory until the kernel has taken it. While readers hold less than `limit` bytes in this
 * way, slices are written as they are, without a copy. Beyond that each gets small copies, so that slow readers hold
 * no more than `limit` and one small piece each.
 */
export function outlets(limit: number): Outlets {
  let held = 0;
  return {
    open(response) {
      let isGone = false;
      let controller: AbortController | undefined;
      let resume: (() => void) | undefined;
      response.once('close', () => {
        isGone = true;
        controller?.abort(new Error('The reader has gone'));
        resume?.();
      });
      return {
        get isGone() {
          return isGone;
        },
        get signal() {
          if (controller === undefined) {
            controller = new AbortController();
            if (isGone) controller.abort(new Error('The reader has gone'));
          }
          return controller.signal;
        },
        write(bytes) {
          const isHeldUp = held + bytes.length > limit;
          const piece = isHeldUp ? Buffer.from(bytes.subarray(0, smallPiece)) : bytes;
          const weight = isHeldUp ? 0 : bytes.length;
          const length = piece.length;
          held += weight;
          return new Promise((resolve) => {
            resume = () => {
              resume = undefined;
              held -= weight;
              resolve(length);
            };
            if (isGone) resume();
            else response.write(piece, () => resume?.());
          });
        },
      };
    },
  };
}
