import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** A file of the built app, read once. */
export interface AppFile {
  readonly etag: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Smaller forms; made when first asked for. Undefined where compressing does not pay. */
  encoded(encoding: Encoding): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export interface AppFiles {
  /** `path` begins with `/` and has been checked to hold no dot segments. Undefined when there is no such file. */
  file(path: string): Promise<AppFile | undefined>;
}

interface Kept {
  readonly mtimeMs: number;
  readonly size: number;
  readonly file: AppFile;
}

/** Reads the files of a folder and keeps those used last in memory, up to `bytes` of their plain form. */
export function openAppFiles(folder: string, { bytes }: { readonly bytes: number }): AppFiles {
  const kept = new Map<string, Kept>();
  let held = 0;

  return {
    async file(path) {
      const inside = decoded(path);
      if (inside === undefined) return undefined;
      const name = join(folder, inside);
      const found = await stat(name).catch(() => undefined);
      if (!found?.isFile()) return undefined;
      const before = kept.get(path);
      if (before !== undefined) forget(path, before);
      const same = before?.mtimeMs === found.mtimeMs && before.size === found.size;
      const file = same ? before.file : await read(name);
      keep(path, { mtimeMs: found.mtimeMs, size: found.size, file });
      return file;
    },
  };

  function forget(path: string, { size }: Kept): void {
    kept.delete(path);
    held -= size;
  }

  function keep(path: string, entry: Kept): void {
    const twin = kept.get(path);
    if (twin !== undefined) forget(path, twin);
    kept.set(path, entry);
    held += entry.size;
    for (const [oldest, other] of kept) {
      if (held <= bytes) break;
      forget(oldest, other);
    }
  }
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

async function read(name: string): Promise<AppFile> {
  const bytes = new Uint8Array(await readFile(name));
  return appFile(bytes, types[extname(name).toLowerCase()] ?? 'application/octet-stream');
}

/** Bytes that are answered like a file of the app. `type` as in the header. */
export function appFile(bytes: Uint8Array<ArrayBuffer>, type: string): AppFile {
  const forms = new Map<Encoding, Promise<Uint8Array<ArrayBuffer> | undefined>>();
  return {
    etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
    type,
    bytes,
    encoded(encoding) {
      if (!/^(?:text|application\/(?:json|manifest))|svg|javascript/.test(type)) return Promise.resolve(undefined);
      const form = forms.get(encoding) ?? compress(bytes, encoding);
      forms.set(encoding, form);
      return form;
    },
  };
}

async function compress(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // What fits one packet gains nothing.
  if (bytes.byteLength < 860) return undefined;
  const packed =
    encoding === 'br'
      ? await promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } })
      : await promisify(gzip)(bytes, { level: 9 });
  return packed.byteLength < bytes.byteLength ? new Uint8Array(packed) : undefined;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
