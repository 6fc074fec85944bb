import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { httpAddress, type Logger, listen } from '../../host/index.ts';
import { type Clock, hasCode } from '../../kit/index.ts';
import type { ApplianceConfig } from './config.ts';

/** The media socket. */
export interface MediaSocket {
  readonly port: number;
  /** `http://host:port`; a wildcard host is given as the loopback address. */
  readonly address: string;
  /** Takes no more requests, lets running answers finish for a while, then breaks them off. */
  close(): Promise<void>;
}

export interface MediaSocketOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** False: where the port is taken, a free one is used and a warning logged. */
  readonly isPortNamed: boolean;
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

  const settings = { host: 'HOST', port: 'BIJOU_MEDIA_PORT' };
  const port = await listen(server, { host, port: options.port, settings }).catch((error: unknown) => {
    if (options.port === 0 || options.isPortNamed || !isOfPort(error)) throw error;
    logger.warn('The port beside the door’s is taken, so media has another. BIJOU_MEDIA_PORT names one for good.', {
      port: options.port,
    });
    return listen(server, { host, port: 0, settings });
  });

  return {
    port,
    address: httpAddress(host, port),
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

function isOfPort(error: unknown): boolean {
  return hasCode(error, 'listen.taken') || hasCode(error, 'listen.forbidden');
}
