import type { Objects } from '../../../engines/objects/index.ts';
import type { Piece } from '../../../media/index.ts';

/**
 * The bytes of a laid-out file, one piece after another, as fast as they are taken. `keys` are the objects that
 * pieces are copied out of, by the pieces' `chunk`. Errors: `objects.not-found`, `objects.bad-range`.
 */
export function streamOfPieces(
  objects: Objects,
  { pieces, keys }: { readonly pieces: readonly Piece[]; readonly keys: readonly string[] },
): ReadableStream<Uint8Array> {
  const bytes = bytesOfPieces(objects, joined(pieces), keys);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await bytes.return(undefined);
    },
  });
}

async function* bytesOfPieces(
  objects: Objects,
  pieces: Iterable<Piece>,
  keys: readonly string[],
): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if ('bytes' in piece) {
      yield piece.bytes;
      continue;
    }
    const key = keys[piece.chunk];
    if (key === undefined) throw new RangeError(`The layout names chunk ${piece.chunk} of ${keys.length}`);
    const { body } = await objects.get(key, { first: piece.first, last: piece.last });
    yield* body;
  }
}

/** Ranges that lie one behind the other in the same object become one: a read each is dear. */
export function* joined(pieces: Iterable<Piece>): Generator<Piece> {
  let last: Piece | undefined;
  for (const piece of pieces) {
    const follows =
      last !== undefined &&
      !('bytes' in last) &&
      !('bytes' in piece) &&
      last.chunk === piece.chunk &&
      last.last + 1 === piece.first;
    if (follows && last !== undefined && !('bytes' in last) && !('bytes' in piece)) {
      last = { chunk: last.chunk, first: last.first, last: piece.last };
      continue;
    }
    if (last !== undefined) yield last;
    last = piece;
  }
  if (last !== undefined) yield last;
}
