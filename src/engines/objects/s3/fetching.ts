import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { objectsErrors } from '../errors.ts';
import type { ByteRange, ObjectInfo } from '../index.ts';
import type { Address, Addresses } from './addresses.ts';
import type { Connected } from './client.ts';
import { sha256Name } from './naming.ts';
import type { S3Options } from './options.ts';
import { toldOf } from './told.ts';

/** An answer whose body has not been read. */
export interface Fetched {
  readonly info: ObjectInfo;
  /** Of the body. */
  readonly length: number;
  /** Hex, of the whole body, where it is known. */
  readonly sha256: string | undefined;
  readonly message: IncomingMessage;
}

export interface Asked {
  readonly key: string;
  readonly range?: ByteRange | undefined;
}

export type Fetch = (asked: Asked) => Promise<Fetched>;

const mostOfAnError = 16 * 1024;

/** Reads by Node's own client over signed addresses. Errors: as the port's `get`. */
export function fetching(
  { http, https }: Connected,
  {
    addresses,
    options,
    inStore,
  }: { readonly addresses: Addresses; readonly options: S3Options; readonly inStore: (key: string) => string },
): Fetch {
  function ask(address: Address, range: ByteRange | undefined): Promise<IncomingMessage> {
    const { isEncrypted, hostname, port, path } = address;
    return new Promise((resolve, reject) => {
      const request = (isEncrypted ? httpsRequest : httpRequest)(
        {
          hostname,
          port,
          path,
          agent: isEncrypted ? https : http,
          timeout: options.requestTimeoutMs,
          headers: range === undefined ? {} : { range: `bytes=${range.first}-${range.last}` },
        },
        resolve,
      );
      request.on('timeout', () => request.destroy(timedOut())).on('error', reject);
      request.on('socket', (socket) => {
        if (!socket.connecting) return;
        const late = () => request.destroy(new Error('It did not establish a connection in time.'));
        socket.setTimeout(options.connectTimeoutMs, late);
        const connected = isEncrypted ? 'secureConnect' : 'connect';
        socket.once(connected, () => socket.removeListener('timeout', late).setTimeout(options.requestTimeoutMs));
      });
      request.end();
    });
  }

  async function obtain({ key, range }: Asked): Promise<Fetched> {
    const name = inStore(key);
    if (range !== undefined && !isRange(range)) throw await badRange({ key, range });
    const address = await addresses.of(name);
    const message = await ask(address, range).catch((error: unknown) => {
      throw toldOf(error, { key });
    });
    // Nobody may look after a body when it breaks.
    message.on('error', () => undefined);
    if (message.statusCode === 200 || message.statusCode === 206) return fetched(message, { key, range });
    const error = await errorOf(message);
    if (error.$metadata.httpStatusCode === 403 || error.$metadata.httpStatusCode === 400) {
      addresses.forget(name);
      // The address had aged, not the credentials.
      if (!address.isNew) return obtain({ key, range });
    }
    if (range !== undefined && error.$metadata.httpStatusCode === 416)
      throw objectsErrors.error('objects.bad-range', { key, ...range, bytes: totalOf(message) ?? 0 }, error);
    throw toldOf(error, { key });
  }

  /** A store takes what is no range for none at all. */
  async function badRange({ key, range }: Asked): Promise<Error> {
    const { info, message } = await obtain({ key });
    message.destroy();
    return objectsErrors.error('objects.bad-range', { key, ...range, bytes: info.bytes });
  }

  return obtain;
}

function timedOut(): Error {
  return Object.assign(new Error('The store fell silent.'), { name: 'TimeoutError', code: 'ETIMEDOUT' });
}

function isRange({ first, last }: ByteRange): boolean {
  return Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first <= last;
}

function fetched(message: IncomingMessage, { key, range }: Asked): Fetched {
  const length = Number(message.headers['content-length']);
  const bytes = message.statusCode === 206 ? (totalOf(message) ?? Number.NaN) : length;
  if (range !== undefined && range.last >= bytes) {
    message.destroy();
    throw objectsErrors.error('objects.bad-range', { key, ...range, bytes });
  }
  if (length !== (range === undefined ? bytes : range.last - range.first + 1)) {
    message.destroy();
    throw objectsErrors.error('objects.refused', { key, why: 'it answers with other bytes than it is asked for' });
  }
  const { etag = '', 'last-modified': modified = '' } = message.headers;
  const info = { key, bytes, etag: bareEtag(etag), modifiedAt: Date.parse(modified) };
  const sha256 = range === undefined ? message.headers[`x-amz-meta-${sha256Name}`] : undefined;
  return { info, length, sha256: typeof sha256 === 'string' ? sha256 : undefined, message };
}

/** Of `bytes 0-9/100`: 100. */
function totalOf(message: IncomingMessage): number | undefined {
  const total = /\/(\d+)$/.exec(message.headers['content-range'] ?? '')?.[1];
  return total === undefined ? undefined : Number(total);
}

export function bareEtag(etag = ''): string {
  return etag.replace(/^(?:W\/)?"?|"$/g, '');
}

/** As the client would have it. */
async function errorOf(
  message: IncomingMessage,
): Promise<Error & { readonly $metadata: { readonly httpStatusCode: number } }> {
  let text = '';
  try {
    for await (const chunk of message) {
      text += chunk;
      if (text.length > mostOfAnError) break;
    }
  } catch {
    // The status alone says enough.
  }
  const word = /<Code>([^<]*)</.exec(text)?.[1] ?? '';
  const said = /<Message>([^<]*)</.exec(text)?.[1] ?? '';
  return Object.assign(new Error(said), { name: word, $metadata: { httpStatusCode: message.statusCode ?? 0 } });
}
