import type { Client, studioContract } from '../../contracts/index.ts';
import { BijouError } from '../../kit/index.ts';
import type { Validators } from './conditions.ts';
import { applianceErrors } from './errors.ts';

/** What is known of a file at the origin. */
export interface FileFacts extends Validators {
  readonly size: number;
  readonly contentType: string;
}

export interface OriginBytes {
  readonly facts: FileFacts;
  /** Where the body begins in the file. */
  readonly first: number;
  readonly body: ReadableStream<Uint8Array>;
}

/**
 * The origin of published files. `path` is `{title}/{version}/{rendition}/{file}`.
 * Errors: `appliance.no-such-media`, `appliance.bad-range`, `appliance.origin-answer`, and whatever the call throws.
 */
export interface Origin {
  head(path: string, signal: AbortSignal): Promise<FileFacts>;
  /** Bytes from `first` on, as far as `last` (inclusive) or the file's end. */
  read(
    path: string,
    range: { readonly first: number; readonly last: number },
    signal: AbortSignal,
  ): Promise<OriginBytes>;
}

export function studioOrigin(studio: Client<typeof studioContract>): Origin {
  async function ask(path: string, method: 'GET' | 'HEAD', options: AskOptions): Promise<Response> {
    const [title = '', version = '', rendition = '', file = ''] = path.split('/');
    const params = { title, version, rendition, file };
    try {
      return await studio.bytes('origin', { method, params, headers: options.headers, signal: options.signal });
    } catch (error) {
      throw translated(error);
    }
  }
  return {
    async head(path, signal) {
      const response = await ask(path, 'HEAD', { headers: {}, signal });
      await response.body?.cancel();
      if (response.status !== 200) throw wrong(`status ${response.status}`, response.status);
      return factsOf(response, path, contentLength(response));
    },
    async read(path, { first, last }, signal) {
      const response = await ask(path, 'GET', { headers: { range: `bytes=${first}-${last}` }, signal });
      try {
        return read(response, path, first);
      } catch (error) {
        await response.body?.cancel();
        throw error;
      }
    },
  };
}

interface AskOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

function read(response: Response, path: string, first: number): OriginBytes {
  const { status, body } = response;
  if (body === null || (status !== 200 && status !== 206)) throw wrong(`status ${status}`, status);
  if (status === 200) return { facts: factsOf(response, path, contentLength(response)), first: 0, body };
  const match = /^bytes (\d+)-\d+\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  if (match === null || Number(match[1]) !== first) throw wrong('another range than was asked for');
  return { facts: factsOf(response, path, Number(match[2])), first, body };
}

function factsOf(response: Response, path: string, size: number): FileFacts {
  const { headers } = response;
  const etag = headers.get('etag');
  // Without a strong tag nothing says that two ranges are of one file.
  if (etag === null || !/^"[^"]+"$/.test(etag)) throw wrong('no strong ETag');
  const contentType = headers.get('content-type') ?? 'application/octet-stream';
  const lastModified = headers.get('last-modified') ?? undefined;
  return {
    size,
    etag,
    contentType: contentType === 'application/octet-stream' ? typeOf(path) : contentType,
    lastModified,
  };
}

function typeOf(path: string): string {
  if (path.endsWith('.mp4')) return 'video/mp4';
  if (path.endsWith('.m3u8')) return 'application/vnd.apple.mpegurl';
  if (path.endsWith('.vtt')) return 'text/vtt; charset=utf-8';
  return 'application/octet-stream';
}

function contentLength(response: Response): number {
  const text = response.headers.get('content-length');
  if (text === null || !/^\d+$/.test(text)) throw wrong('no Content-Length');
  return Number(text);
}

function wrong(why: string, status?: number): BijouError {
  if (status === 404 || status === 410) return applianceErrors.error('appliance.no-such-media');
  if (status === 416) return applianceErrors.error('appliance.bad-range', { size: 'fewer' });
  return applianceErrors.error('appliance.origin-answer', { why });
}

function translated(error: unknown): unknown {
  if (!(error instanceof BijouError) || ![404, 410, 416].includes(error.status)) return error;
  return wrong('', error.status);
}
