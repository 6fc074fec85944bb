import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import type { ApplianceConfig } from './config.ts';

/** The media socket. */
export interface MediaSocket {
  readonly port: number;
  /** `http://host:port`; a wildcard host is given as the loopback address of its kind. */
  readonly address: string;
  /** Takes no more requests, lets running answers finish for a while, then breaks them off. */
  close(): Promise<void>;
}

export interface MediaSocketOptions {
  readonly host: string;
  /** 0: any free one. Where the port is taken, a free one is used and a warning logged. */
  readonly port: number;
  readonly config: ApplianceConfig;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
}

/** How long running answers may take to finish at the end, milliseconds. */
const graceMs = 3_000;

export async function openMediaSocket(options: MediaSocketOptions): Promise<MediaSocket> {
  const { host, config, clock, logger, answer } = options;
  const running = new Set<ServerResponse>();
  let isClosing = false;
  const server = createServer(
    {
      noDelay: true,
      keepAlive: true,
      keepAliveTimeout: 30_000,
      headersTimeout: 10_000,
      requestTimeout: 20_000,
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => {
      if (isClosing) response.shouldKeepAlive = false;
      running.add(response);
      response.once('close', () => running.delete(response));
      answer(request, response);
    },
  );
  server.maxConnections = config.maxConnections;
  // Counts bytes in either direction: a reader who takes nothing is let go.
  server.setTimeout(config.idleMs, (socket) => socket.destroy());

  const port = await listen(server, options.port, host).catch((error: unknown) => {
    if (options.port === 0 || !isTaken(error)) throw error;
    logger.warn('The port for media is taken; another is used', { port: options.port });
    return listen(server, 0, host);
  });

  return {
    port,
    address: `http://${reachable(host)}:${port}`,
    async close() {
      isClosing = true;
      // A connection that is kept alive would hold up the end after its answer.
      for (const response of running) response.once('close', () => response.req.socket.destroySoon());
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const over = new AbortController();
      const grace = clock.sleep(graceMs, over.signal).then(
        () => server.closeAllConnections(),
        () => undefined,
      );
      await closed;
      over.abort();
      await grace;
    },
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function reachable(host: string): string {
  if (host === '' || host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
