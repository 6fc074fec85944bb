/**
 * A path as this machine has it. Names are bytes: those that are no UTF-8 (of an old disk, of another system) cannot be
 * written as text without losing what they lead to.
 */
export type Path = string | Buffer;

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** For people to read: bytes that are no UTF-8 are taken for Latin-1, as systems before it wrote them. */
export function pathText(path: Path): string {
  return typeof path === 'string' ? path : (asUtf8(path) ?? path.toString('latin1'));
}

/** For messages and records: the path itself where it is text, else a `file:` address with its bytes (RFC 8089). */
export function pathWord(path: Path): string {
  if (typeof path === 'string') return path;
  return asUtf8(path) ?? `file://${[...path].map(escaped).join('')}`;
}

/** The path that such a word names. */
export function wordPath(word: string): Path {
  if (!/^file:\/\/\//i.test(word)) return word;
  const text = word.slice('file://'.length);
  const bytes: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const hex = /^%([0-9a-f]{2})/i.exec(text.slice(at, at + 3))?.[1];
    if (hex === undefined) bytes.push(...Buffer.from(text[at] ?? ''));
    else {
      bytes.push(Number.parseInt(hex, 16));
      at += 2;
    }
  }
  const path = Buffer.from(bytes);
  return asUtf8(path) ?? path;
}

export function pathBytes(path: Path): Buffer {
  return typeof path === 'string' ? Buffer.from(path) : path;
}

export function joinPath(folder: Buffer, name: Buffer): Buffer {
  const slash = Buffer.from('/');
  return folder.at(-1) === slash[0] ? Buffer.concat([folder, name]) : Buffer.concat([folder, slash, name]);
}

function asUtf8(bytes: Buffer): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

function escaped(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9/._~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
