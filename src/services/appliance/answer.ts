import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseSignedPath, type SignedPath, wireErrors } from '../../contracts/index.ts';
import { chooseRange, hostName, isLoopback, type Logger, parseRange } from '../../host/index.ts';
import { BijouError, type Clock } from '../../kit/index.ts';
import { evaluateConditions, rangeApplies } from './conditions.ts';
import { applianceErrors } from './errors.ts';
import type { KeyRing } from './key-ring.ts';
import type { Outlets } from './outlet.ts';
import { type ByteSpan, prepareSend } from './send.ts';
import type { Described, MediaFile, Shelf } from './shelf.ts';

export interface AnswerOptions {
  readonly shelf: Shelf;
  readonly ring: KeyRing;
  readonly outlets: Outlets;
  readonly sliceBytes: number;
  readonly hosts: () => readonly string[];
  readonly clock: Clock;
  readonly logger: Logger;
  onServed(bytes: number): void;
}

type Headers = string[];

const methods = 'GET, HEAD, OPTIONS';

/** Answers one request of the media socket. */
export function makeAnswer(options: AnswerOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { shelf, ring, outlets, sliceBytes, hosts, clock, logger } = options;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, headers } = request;
    const { origin } = headers;
    const host = hostName(headers.host ?? '');
    if (!hosts().includes(host) && !isLoopback(host)) {
      return turnAway(response, applianceErrors.error('appliance.unknown-host', { host: headers.host ?? '' }));
    }
    if (origin !== undefined && !ring.allows(origin)) {
      await ring.lookForOrigin(origin);
      // Without the list nobody is known to be foreign.
      if (!ring.allows(origin))
        return turnAway(
          response,
          applianceErrors.error(ring.isFresh ? 'appliance.foreign-page' : 'appliance.no-keys', { origin }),
        );
    }
    const cors = corsFor(origin);
    if (method === 'OPTIONS') return preflight(response, cors);
    try {
      if (method !== 'GET' && method !== 'HEAD')
        throw wireErrors.error('request.method', { method: method ?? '', path: 'media' });
      const signed = await verified(request.url ?? '');
      await serve(request, response, { signed, cors });
    } catch (error) {
      refuse(request, response, { error, cors });
    }
  }

  async function verified(path: string): Promise<SignedPath> {
    const signed = parseSignedPath(path);
    if (signed === undefined) throw applianceErrors.error('appliance.unsigned');
    if (!ring.knowsKey(signed.keyId)) {
      await ring.lookForKey(signed.keyId);
      if (!ring.knowsKey(signed.keyId) && !ring.isFresh) throw applianceErrors.error('appliance.no-keys');
    }
    // Leading zeros would pass, because the signature is over the number; NGINX would refuse them too.
    if (!path.startsWith(`/${signed.keyId}.${signed.expires}.`)) throw applianceErrors.error('appliance.bad-signature');
    const refusal = ring.judge(signed);
    if (refusal !== undefined) throw refusal;
    return signed;
  }

  async function serve(
    request: IncomingMessage,
    response: ServerResponse,
    { signed, cors }: { readonly signed: SignedPath; readonly cors: Headers },
  ): Promise<void> {
    const path = `${signed.folder}/${signed.file}`;
    const isHead = request.method === 'HEAD';
    const asked = isHead ? undefined : parseRange(request.headers.range);
    const outlet = outlets.open(response);
    const known = shelf.known(path);
    // A suffix says nothing of where it begins until the size is known.
    const near = isHead || (asked !== undefined && asked.first === undefined) ? undefined : (asked?.first ?? 0);
    const described: Described =
      known === undefined ? await shelf.describe(path, near, outlet.signal) : { file: known, release() {} };
    const { file } = described;
    try {
      const shared = [...cors, ...fileHeaders(file, signed.expires)];
      const condition = evaluateConditions(request.headers, file);
      if (condition === 'failed') throw applianceErrors.error('appliance.precondition');
      if (condition === 'not-modified') return void response.writeHead(304, shared).end();

      const range = chooseRange(
        rangeApplies(request.headers['if-range']?.toString(), file) ? asked : undefined,
        file.size,
      );
      if (range === 'unsatisfiable') throw applianceErrors.error('appliance.bad-range', { size: file.size });
      const span: ByteSpan = range === 'whole' ? { first: 0, last: file.size - 1 } : range;
      const length = span.last - span.first + 1;
      const head = [...shared, 'Content-Type', file.contentType, 'Content-Length', String(length)];
      if (range !== 'whole') head.push('Content-Range', `bytes ${span.first}-${span.last}/${file.size}`);
      const status = range === 'whole' ? 200 : 206;
      if (isHead || length === 0) return void response.writeHead(status, head).end();

      const send = prepareSend({ shelf, file, span, sliceBytes, outlet, onServed: options.onServed });
      try {
        // Joins the first slice before the description lets go of it.
        const ready = send.ready();
        described.release();
        // What cannot be had is refused with a status, not with a body that breaks off.
        await ready;
        response.writeHead(status, head);
        await send.run();
        response.end();
      } finally {
        send.leave();
      }
    } finally {
      described.release();
    }
  }

  function fileHeaders(file: MediaFile, expires: number): Headers {
    const seconds = Math.max(0, expires - Math.floor(clock.now() / 1000));
    const headers = [
      'Accept-Ranges',
      'bytes',
      'Cache-Control',
      `public, max-age=${seconds}, immutable`,
      'ETag',
      file.etag,
      'X-Content-Type-Options',
      'nosniff',
    ];
    if (file.lastModified !== undefined) headers.push('Last-Modified', file.lastModified);
    return headers;
  }

  function refuse(
    request: IncomingMessage,
    response: ServerResponse,
    { error, cors }: { readonly error: unknown; readonly cors: Headers },
  ): void {
    if (response.destroyed) return;
    if (response.headersSent) {
      // The promised length cannot be kept, and only a broken connection says so.
      response.destroy();
      return;
    }
    const shown = isOwn(error) ? error : applianceErrors.error('appliance.origin-unavailable', {}, error);
    if (shown.status >= 500) logger.warn('Media could not be served', { path: request.url, error });
    const body = JSON.stringify(shown);
    const headers = [...cors, 'Cache-Control', 'no-store', 'Content-Type', 'application/json'];
    headers.push('Content-Length', String(Buffer.byteLength(body)));
    if (shown.status === 405) headers.push('Allow', methods);
    if (shown.status === 416) headers.push('Content-Range', `bytes */${shown.details.size}`);
    if (shown.retry !== 'never') headers.push('Retry-After', '1');
    response.writeHead(shown.status, headers).end(request.method === 'HEAD' ? undefined : body);
  }

  return (request, response) => {
    answer(request, response).catch((error) => {
      logger.error('A media request failed', { error });
      response.destroy();
    });
  };
}

/** The rest befell a call of the appliance, and means to its reader that the origin is out of reach. */
function isOwn(error: unknown): error is BijouError {
  return error instanceof BijouError && (error.code.startsWith('appliance.') || error.code === 'request.method');
}

function corsFor(origin: string | undefined): Headers {
  if (origin === undefined) return ['Vary', 'Origin'];
  return [
    'Vary',
    'Origin',
    'Access-Control-Allow-Origin',
    origin,
    'Access-Control-Expose-Headers',
    'Content-Length, Content-Range, ETag, Date',
    // The player's measure of the network must not count what the browser's own cache answers.
    'Timing-Allow-Origin',
    origin,
  ];
}

function preflight(response: ServerResponse, cors: Headers): void {
  const headers = [...cors, 'Allow', methods, 'Access-Control-Allow-Methods', methods];
  headers.push('Access-Control-Allow-Headers', 'Range, If-Range, If-None-Match, If-Modified-Since');
  headers.push('Access-Control-Max-Age', '86400');
  response.writeHead(204, headers).end();
}

/** A stranger's page cannot read this, but who looks for the fault can. */
function turnAway(response: ServerResponse, error: BijouError): void {
  const body = JSON.stringify(error);
  const headers = ['Content-Type', 'application/json', 'Content-Length', String(Buffer.byteLength(body))];
  headers.push('Cache-Control', 'no-store', 'Vary', 'Origin', 'X-Content-Type-Options', 'nosniff');
  response.writeHead(error.status, headers).end(body);
}
