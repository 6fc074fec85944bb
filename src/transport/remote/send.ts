import { type Agent, type ClientRequest, type IncomingMessage, request as openRequest } from 'node:http';
import { endToEnd, pour, webStream } from '../../host/index.ts';
import { onAbort } from '../../kit/index.ts';

/** Nothing of the request has been sent: it may go elsewhere. */
export class NotConnected extends Error {}

export interface SendOptions {
  /** `http://127.0.0.1:4711` */
  readonly address: string;
  readonly agent: Agent;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Sends a web request over node:http and answers when the headers are there. The body is not touched before there is a
 * connection. Rejects with `NotConnected`, with the request's abort reason, or with what broke the exchange.
 */
export function send(request: Request, { address, agent, headers }: SendOptions): Promise<Response> {
  const url = new URL(request.url);
  const to = new URL(address);
  const { signal } = request;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const outgoing = openRequest({
      host: to.hostname.replace(/^\[|\]$/g, ''),
      port: to.port || 80,
      path: url.pathname + url.search,
      method: request.method,
      agent,
      headers: { ...Object.fromEntries(endToEnd(request.headers)), ...headers, host: to.host },
    });
    let connected = false;
    // Names the request: its signal follows the caller's only while the request itself is held by somebody.
    const abort = (): void => void outgoing.destroy(new Error(`The caller has gone: ${request.url}`));
    outgoing.once('close', onAbort(signal, abort));
    outgoing.once('socket', (socket) => {
      const begin = (): void => {
        connected = true;
        sendBody(request, outgoing);
      };
      if (socket.connecting) socket.once('connect', begin);
      else begin();
    });
    outgoing.on('error', (error) => {
      if (signal.aborted) reject(signal.reason);
      else reject(connected ? error : new NotConnected(`No connection to ${address}`, { cause: error }));
    });
    outgoing.once('response', (incoming) => resolve(webResponse(request, { incoming, outgoing })));
  });
}

function sendBody(request: Request, outgoing: ClientRequest): void {
  if (request.body === null) return void outgoing.end();
  pour(request.body, outgoing).then(
    (whole) => void (whole && outgoing.end()),
    (error: unknown) => void outgoing.destroy(error instanceof Error ? error : new Error(String(error))),
  );
}

function webResponse(
  request: Request,
  { incoming, outgoing }: { incoming: IncomingMessage; outgoing: ClientRequest },
): Response {
  const headers = new Headers();
  const raw = incoming.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) headers.append(raw[index] ?? '', raw[index + 1] ?? '');
  const init = { status: incoming.statusCode ?? 502, headers: new Headers(endToEnd(headers)) };
  // An answer that came before the whole request did: what is left of the request is not wanted.
  incoming.once('end', () => {
    if (!outgoing.writableFinished) outgoing.destroy();
  });
  if (request.method === 'HEAD' || [204, 205, 304].includes(init.status)) {
    incoming.resume();
    return new Response(null, init);
  }
  return new Response(
    webStream(incoming, () => outgoing.destroy()),
    init,
  );
}
