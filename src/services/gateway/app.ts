import { errorAnswer, wireErrors } from '../../contracts/index.ts';
import { type AppFile, type Encoding, openAppFiles } from './app-files.ts';
import { gatewayErrors } from './errors.ts';
import type { FrontPage } from './front-page.ts';
import { pageHeaders } from './security-headers.ts';

export interface AppOptions {
  /** Folder of the built web app: `index.html`, and `assets/` whose names carry their hash. */
  readonly folder: string;
  readonly bytes: number;
  /** Origins that pages may fetch media from. */
  readonly connectOrigins: () => readonly string[];
  readonly front: FrontPage;
}

/** Of every page: which build of the app it opens. */
const versionHeader = 'bijou-app';

/** Serves the web app: its files by name, and its page for every address that is not a file's. */
export function webApp({ folder, bytes, connectOrigins, front }: AppOptions): (request: Request) => Promise<Response> {
  const files = openAppFiles(folder, { bytes });

  return async (request) => {
    const path = new URL(request.url).pathname;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      const headers = new Headers({ allow: 'GET, HEAD' });
      return errorAnswer(wireErrors.error('request.method', { method: request.method, path }), headers);
    }
    const named = isPage(path) ? undefined : await files.file(path);
    if (named !== undefined) return answer(request, named, cacheOf(path));
    if (!isPage(path)) return errorAnswer(wireErrors.error('request.unknown-path', { path }));
    const page = await files.file('/index.html');
    if (page === undefined) return errorAnswer(gatewayErrors.error('gateway.no-app'));
    const shown = path === '/' ? ((await front(request, page)) ?? page) : page;
    const headers = {
      'cache-control': 'no-cache',
      vary: 'accept-encoding, accept-language',
      [versionHeader]: page.etag,
      ...pageHeaders(connectOrigins()),
    };
    return answer(request, shown, headers);
  };
}

/** Addresses of the app have no ending: `/`, `/watch/…`, `/studio`. */
function isPage(path: string): boolean {
  return path === '/index.html' || !/\.[^/]*$/.test(path);
}

function cacheOf(path: string): Record<string, string> {
  const immutable = path.startsWith('/assets/');
  return { 'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache' };
}

async function answer(request: Request, file: AppFile, more: Readonly<Record<string, string>>): Promise<Response> {
  const encoding = chooseEncoding(request.headers.get('accept-encoding') ?? '');
  const packed = encoding && (await file.encoded(encoding));
  const etag = packed ? `"${file.etag}-${encoding}"` : `"${file.etag}"`;
  const headers = new Headers({ ...more, etag, vary: more.vary ?? 'accept-encoding', 'content-type': file.type });
  if (knows(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  const bytes = packed ?? file.bytes;
  if (packed && encoding) headers.set('content-encoding', encoding);
  headers.set('content-length', String(bytes.byteLength));
  return new Response(request.method === 'HEAD' ? null : bytes, { headers });
}

function chooseEncoding(accepted: string): Encoding | undefined {
  const offers = accepted.split(',').map((part) => part.trim().toLowerCase());
  return (['br', 'gzip'] as const).find((encoding) =>
    offers.some((offer) => offer.split(';', 1)[0]?.trim() === encoding && !/;\s*q=0(?:\.0*)?$/.test(offer)),
  );
}

function knows(header: string | null, etag: string): boolean {
  return (header ?? '').split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === etag);
}
