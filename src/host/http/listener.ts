import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../../kit/index.ts';
import type { Logger } from '../logger.ts';
import { sendHeaders, writeAnswer } from './answer.ts';
import { webStream } from './body.ts';
import { checkedTarget } from './guard.ts';
import { type ListenOptions, listen } from './listen.ts';

export interface HttpLimits {
  /** All headers of one request, in bytes. */
  readonly headerBytes: number;
  /** From the first byte of a request to its last header. */
  readonly headersMs: number;
  /** An idle connection is kept so long. */
  readonly idleMs: number;
  readonly connections: number;
  /** What is left of a body that nobody wants is read so long, for the sender to see the answer. */
  readonly lingerMs: number;
}

export const defaultHttpLimits: HttpLimits = {
  headerBytes: 16_384,
  headersMs: 15_000,
  idleMs: 65_000,
  connections: 10_000,
  lingerMs: 1_000,
};

export interface HttpListenerOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Named to whoever finds the port taken. */
  readonly settings: ListenOptions['settings'];
  /**
   * `request.url` holds the target exactly as sent, behind `http://` and the Host header. The request's signal aborts
   * when the client goes. A rejection becomes a bare 500.
   */
  readonly answer: (request: Request, sender: Sender) => Promise<Response>;
  readonly limits?: Partial<HttpLimits>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who is at the other end of the connection: a proxy, where there is one. */
export interface Sender {
  readonly address: string | undefined;
}

export interface HttpListener {
  readonly host: string;
  readonly port: number;
  /** Takes nothing new, waits for what is under way up to `graceMs`, then cuts it. */
  close(graceMs: number): Promise<void>;
}

/** Serves web requests on a socket: bodies stream both ways with backpressure. Errors: `listen.…`. */
export async function openHttpListener(options: HttpListenerOptions): Promise<HttpListener> {
  const limits = { ...defaultHttpLimits, ...options.limits };
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    // Node looks for late senders only this often; its own 30 s would let them stay three times as long.
    connectionsCheckingInterval: Math.min(1_000, limits.headersMs),
    // Uploads may take an hour.
    requestTimeout: 0,
    keepAliveTimeout: limits.idleMs,
    noDelay: true,
    // The guard refuses it, in fewer words than Node.
    requireHostHeader: false,
  });
  server.maxConnections = limits.connections;
  let stopping = false;
  server.on('request', (message, response) => {
    response.once('close', () => {
      if (stopping) server.closeIdleConnections();
    });
    serve(message, response, { ...options, limits, stopping: () => stopping }).catch((error: unknown) => {
      options.logger.error('An answer broke off', { error, target: message.url });
      response.destroy();
    });
  });
  server.on('clientError', refuseMalformed);
  await listen(server, options);
  const { address, port } = server.address() as AddressInfo;
  return {
    host: address,
    port,
    async close(graceMs) {
      stopping = true;
      await closeServer(server, { graceMs, clock: options.clock });
    },
  };
}

interface Serving extends HttpListenerOptions {
  readonly limits: HttpLimits;
  readonly stopping: () => boolean;
}

async function serve(message: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new DOMException('The client has gone', 'AbortError'));
  });
  const request = webRequest(message, gone.signal);
  // A request's own signal follows the one it was given only while the request itself is held by somebody.
  response.once('close', () => void request?.signal);
  const answer = request === undefined ? bare(400) : await answerTo(request, { message, serving });
  if (response.destroyed) {
    await answer.body?.cancel();
    return;
  }
  // An unread body would have to be read to its end before the connection could be used again.
  const close = !message.complete || serving.stopping();
  try {
    const whole = await writeAnswer(answer, response, { head: message.method === 'HEAD', close });
    if (!whole) return;
  } catch (error) {
    if (!gone.signal.aborted) serving.logger.warn('A body broke off', { error, target: message.url });
    return;
  }
  if (!message.complete) {
    sendHeaders(response);
    await linger(message, serving);
  }
  response.end();
}

async function answerTo(
  request: Request,
  { message, serving }: { message: IncomingMessage; serving: Serving },
): Promise<Response> {
  try {
    return await serving.answer(request, { address: message.socket.remoteAddress });
  } catch (error) {
    if (!request.signal.aborted) serving.logger.error('A request was not answered', { error, target: message.url });
    return bare(500);
  }
}

function bare(status: number): Response {
  return new Response(null, { status, headers: { connection: 'close', 'content-length': '0' } });
}

function webRequest(message: IncomingMessage, signal: AbortSignal): Request | undefined {
  const target = checkedTarget(message);
  if (target === undefined) return undefined;
  const headers = new Headers();
  const raw = message.rawHeaders;
  const hasBody =
    message.headers['transfer-encoding'] !== undefined || Number(message.headers['content-length'] ?? 0) > 0;
  const takesBody = message.method !== 'GET' && message.method !== 'HEAD';
  try {
    for (let index = 0; index + 1 < raw.length; index += 2) headers.append(raw[index] ?? '', raw[index + 1] ?? '');
    return new Request(`http://${message.headers.host}${target}`, {
      method: message.method ?? 'GET',
      headers,
      signal,
      ...(hasBody && takesBody && { body: webStream(message, () => message.pause()), duplex: 'half' as const }),
    });
  } catch {
    return undefined;
  }
}

/**
 * Reads on for a moment before the connection is closed: closing one that still has bytes to be read resets it, and
 * the sender in the middle of its body would never see the answer (RFC 9112, 9.6).
 */
async function linger(message: IncomingMessage, { clock, limits }: Serving): Promise<void> {
  const over = new AbortController();
  message.removeAllListeners('data').once('end', () => over.abort());
  message.once('close', () => over.abort());
  message.resume();
  await clock.sleep(limits.lingerMs, over.signal).catch(() => undefined);
}

function refuseMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  // What has had its answer gets no second one.
  if (!socket.writable || socket.bytesWritten > 0 || error.code === 'ECONNRESET') {
    socket.destroySoon();
    return;
  }
  const status = statusOfFault[error.code ?? ''] ?? '400 Bad Request';
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

const statusOfFault: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

async function closeServer(server: Server, { graceMs, clock }: { graceMs: number; clock: Clock }): Promise<void> {
  const over = new AbortController();
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      over.abort();
      resolve();
    });
  });
  server.closeIdleConnections();
  await clock.sleep(graceMs, over.signal).catch(() => undefined);
  server.closeAllConnections();
  await closed;
}
