import type { Objects } from '../../engines/objects/index.ts';
import { chooseRange, parseRange } from '../../host/index.ts';
import type { StoredFile } from './files.ts';

/** Answers GET and HEAD of a stored file: single ranges, ETag by content, conditions. It never changes. */
export async function serveFile(
  objects: Objects,
  request: Request,
  { file, type }: { readonly file: StoredFile; readonly type: string },
): Promise<Response> {
  const etag = `"${file.hash}"`;
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': type,
    etag,
  });
  if (listsEtag(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  const condition = request.headers.get('if-range');
  const asked = condition === null || condition === etag ? request.headers.get('range') : null;
  const range = chooseRange(parseRange(asked), file.bytes);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.bytes}`);
    return new Response(null, { status: 416, headers });
  }
  const part = range === 'whole' ? undefined : range;
  headers.set('content-length', String(part === undefined ? file.bytes : part.last - part.first + 1));
  if (part !== undefined) headers.set('content-range', `bytes ${part.first}-${part.last}/${file.bytes}`);
  const status = part === undefined ? 200 : 206;
  if (request.method === 'HEAD') return new Response(null, { status, headers });
  const { body } = await objects.get(file.key, part);
  return new Response(body, { status, headers });
}

function listsEtag(header: string | null, etag: string): boolean {
  if (header === null) return false;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
