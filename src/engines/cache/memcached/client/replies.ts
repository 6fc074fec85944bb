// The server's half of the meta protocol: https://github.com/memcached/memcached/blob/master/doc/protocol.txt

/** The first two letters of a reply, as one number. */
export const codeOf = (letters: string): number => (letters.charCodeAt(0) << 8) | letters.charCodeAt(1);

export const stored = codeOf('HD');
export const missing = codeOf('EN');
export const notFound = codeOf('NF');
export const notStored = codeOf('NS');
export const valueFollows = codeOf('VA');
export const noop = codeOf('MN');
export const serverError = codeOf('SERVER_ERROR');

/** One reply. It is used again for the next: who wants to keep something takes it out. */
export interface Reply {
  code: number;
  /** Of `VA` alone. Its bytes are nobody else's. */
  value: Uint8Array | undefined;
  /** What a client wrote beside the value (`f`). */
  flags: number;
  /** What was sent with the request (`O`). */
  opaque: number;
  /** Seconds that are left (`t`); -1 where there is no end. */
  ttl: number;
  /** The whole line, of replies that are no meta replies: errors, statistics. */
  line: string | undefined;
}

export interface Replies {
  /** Takes in what arrived, and keeps none of the chunk. Throws a TypeError where it is no such protocol: then nothing after it can be trusted. */
  feed(chunk: Buffer): void;
}

/** Longer than any line that a server writes. */
const longestLine = 8192;
/** Small values share pages: to allocate each by itself costs more than to read it. Who keeps one keeps its page. */
const pageBytes = 8192;
const sharedBelow = 1024;

const lineFeed = 10;
const carriageReturn = 13;
const space = 32;
const metaCodes = new Set([stored, missing, notFound, notStored, valueFollows, noop, codeOf('EX')]);

/** Reads replies out of chunks that may end anywhere, and tells each as soon as it is whole. */
export function readReplies(told: (reply: Reply) => void): Replies {
  const reply: Reply = { code: 0, value: undefined, flags: 0, opaque: 0, ttl: 0, line: undefined };
  /** Of a line that has not ended yet. */
  let begun: Buffer | undefined;
  /** Of a value that has not ended yet, with the line's end after it. */
  let body: Buffer | undefined;
  let filled = 0;
  let page = new ArrayBuffer(pageBytes);
  let pageUsed = 0;

  return {
    feed(arrived) {
      let chunk = arrived;
      let at = 0;
      if (body !== undefined) {
        at = chunk.copy(body, filled, 0);
        filled += at;
        if (filled < body.length) return;
        const whole = body;
        body = undefined;
        const size = whole.length - 2;
        checkEnd(whole, size);
        tellValue(new Uint8Array(whole.buffer, whole.byteOffset, size));
      } else if (begun !== undefined) {
        chunk = Buffer.concat([begun, chunk]);
        begun = undefined;
      }
      while (at < chunk.length) {
        const next = readOne(chunk, at);
        if (next === undefined) return;
        at = next;
      }
    },
  };

  /** Where the next reply begins; undefined where this one has not ended. */
  function readOne(chunk: Buffer, from: number): number | undefined {
    let end = from;
    while (end < chunk.length && chunk[end] !== lineFeed) end += 1;
    if (end === chunk.length) {
      if (end - from > longestLine) throw new TypeError('a line without an end');
      begun = Buffer.from(chunk.subarray(from));
      return undefined;
    }
    const after = end + 1;
    reply.code = ((chunk[from] ?? 0) << 8) | (chunk[from + 1] ?? 0);
    const third = chunk[from + 2];
    if ((third !== carriageReturn && third !== space) || !metaCodes.has(reply.code)) {
      reply.value = undefined;
      reply.line = chunk.toString('latin1', from, end - 1);
      told(reply);
      return after;
    }
    reply.line = undefined;
    if (reply.code !== valueFollows) {
      readFlags(chunk, from + 2, end);
      reply.value = undefined;
      told(reply);
      return after;
    }
    const size = readNumber(chunk, from + 3);
    readFlags(chunk, sizeEnd, end);
    if (after + size + 2 > chunk.length) {
      body = Buffer.allocUnsafeSlow(size + 2);
      filled = chunk.copy(body, 0, after);
      return undefined;
    }
    checkEnd(chunk, after + size);
    tellValue(copied(chunk, after, size));
    return after + size + 2;
  }

  function tellValue(value: Uint8Array): void {
    reply.value = value;
    told(reply);
  }

  function copied(chunk: Buffer, from: number, size: number): Uint8Array {
    if (size >= sharedBelow) return new Uint8Array(chunk.subarray(from, from + size));
    if (pageUsed + size > pageBytes) {
      page = new ArrayBuffer(pageBytes);
      pageUsed = 0;
    }
    const value = new Uint8Array(page, pageUsed, size);
    pageUsed += size;
    chunk.copy(value, 0, from, from + size);
    return value;
  }

  function readFlags(chunk: Buffer, from: number, end: number): void {
    reply.flags = 0;
    reply.opaque = 0;
    reply.ttl = -1;
    let at = from;
    while (at < end) {
      if (chunk[at] !== space) {
        at += 1;
        continue;
      }
      const letter = chunk[at + 1];
      if (letter === letterF) reply.flags = readNumber(chunk, at + 2);
      else if (letter === letterO) reply.opaque = readNumber(chunk, at + 2);
      else if (letter === letterT && chunk[at + 2] !== minus) reply.ttl = readNumber(chunk, at + 2);
      at += 2;
    }
  }
}

function checkEnd(bytes: Buffer, end: number): void {
  if (bytes[end] !== carriageReturn || bytes[end + 1] !== lineFeed)
    throw new TypeError('a value of another size than was said');
}

const letterF = 'f'.charCodeAt(0);
const letterO = 'O'.charCodeAt(0);
const letterT = 't'.charCodeAt(0);
const minus = '-'.charCodeAt(0);

/** Where the last number that was read ends: cheaper than an object to return both in. */
let sizeEnd = 0;

function readNumber(chunk: Buffer, from: number): number {
  let at = from;
  let number = 0;
  for (;;) {
    const digit = (chunk[at] ?? 0) - 48;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
    at += 1;
  }
  if (at === from || number > 2 ** 32) throw new TypeError('a number was expected');
  sizeEnd = at;
  return number;
}
