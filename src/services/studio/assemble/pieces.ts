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

/** Pieces that are opened before they are needed, boxes between them counted: a store on a network answers late. */
const ahead = 4;

async function* bytesOfPieces(
  objects: Objects,
  pieces: Iterable<Piece>,
  keys: readonly string[],
): AsyncGenerator<Uint8Array> {
  const opened: Promise<Uint8Array | ReadableStream<Uint8Array>>[] = [];
  const rest = pieces[Symbol.iterator]();

  function openAhead(): void {
    while (opened.length < ahead) {
      const { done, value } = rest.next();
      if (done) return;
      const body = open(objects, value, keys);
      // Whoever comes to it is told.
      body.catch(() => undefined);
      opened.push(body);
    }
  }

  try {
    for (;;) {
      openAhead();
      const next = opened.shift();
      if (next === undefined) return;
      const body = await next;
      openAhead();
      if (body instanceof Uint8Array) yield body;
      else yield* body;
    }
  } finally {
    // Nobody reads on.
    const left = await Promise.allSettled(opened);
    for (const one of left)
      if (one.status === 'fulfilled' && !(one.value instanceof Uint8Array))
        await one.value.cancel().catch(() => undefined);
  }
}

async function open(
  objects: Objects,
  piece: Piece,
  keys: readonly string[],
): Promise<Uint8Array | ReadableStream<Uint8Array>> {
  if ('bytes' in piece) return piece.bytes;
  const key = keys[piece.chunk];
  if (key === undefined) throw new RangeError(`The layout names chunk ${piece.chunk} of ${keys.length}`);
  const { body } = await objects.get(key, { first: piece.first, last: piece.last });
  return body;
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
