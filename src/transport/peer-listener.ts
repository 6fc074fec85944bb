import { createHash, timingSafeEqual } from 'node:crypto';
import { errorAnswer, jsonAnswer, type Readiness, wireErrors, wireHeaders } from '../contracts/index.ts';
import { type HttpLimits, httpAddress, type Logger, openHttpListener } from '../host/index.ts';
import { BijouError, type Clock } from '../kit/index.ts';
import type { Endpoint } from './endpoint.ts';

export interface PeerListenerOptions {
  /** By service name, which is the second segment of all its paths: `/api/studio/…`. */
  readonly endpoints: Readonly<Record<string, Endpoint>>;
  readonly secret: string;
  /** Loopback unless told otherwise. */
  readonly host?: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Whether each service of this process is ready, for `/readyz`. */
  readonly health: () => Readonly<Record<string, Readiness>>;
  /** What this process counts, for `/metrics`. */
  readonly metrics?: () => Promise<{ readonly contentType: string; readonly body: string }>;
  readonly limits?: Partial<HttpLimits>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface PeerListener {
  /** `http://127.0.0.1:4711` */
  readonly address: string;
  /** Answers `server.stopping` from now on, waits for what is under way up to `graceMs`, then cuts it. */
  close(graceMs: number): Promise<void>;
}

/**
 * Lets other processes of this Bijou call its services. Everything but `/healthz` and `/readyz` needs the secret,
 * and what brings it is trusted with the context headers.
 */
export async function peerListener(options: PeerListenerOptions): Promise<PeerListener> {
  const { endpoints, secret, host = '127.0.0.1', port, health, metrics, clock, logger, limits } = options;
  const expected = digest(`Bijou ${secret}`);
  let stopping = false;

  const settings = { host: 'BIJOU_PEER_HOST', port: 'BIJOU_PEER_PORT' };
  const listener = await openHttpListener({ host, port, settings, answer, clock, logger, ...(limits && { limits }) });
  return {
    // Peers of this machine find the address by file; those of others are told another.
    address: httpAddress(listener.host, listener.port),
    close(graceMs) {
      stopping = true;
      return listener.close(graceMs);
    },
  };

  async function answer(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    if (path === '/healthz') return jsonAnswer({ alive: true });
    if (path === '/readyz') return readiness();
    try {
      if (!timingSafeEqual(digest(request.headers.get('authorization') ?? ''), expected)) {
        throw wireErrors.error('request.peer-only');
      }
      if (stopping) throw wireErrors.error('server.stopping');
      if (path === '/metrics' && metrics !== undefined) {
        const { contentType, body } = await metrics();
        return new Response(body, { headers: { 'content-type': contentType } });
      }
      const service = path.split('/')[2] ?? '';
      const endpoint = Object.hasOwn(endpoints, service) ? endpoints[service] : undefined;
      if (endpoint === undefined) throw wireErrors.error('request.unknown-path', { path });
      request.headers.delete('authorization');
      return await endpoint(request);
    } catch (error) {
      if (error instanceof BijouError)
        return errorAnswer(error, new Headers(stopping ? { [wireHeaders.stopping]: '1' } : {}));
      throw error;
    }
  }

  function readiness(): Response {
    const services = health();
    const ready = !stopping && Object.values(services).every((one) => one.ready);
    return jsonAnswer({ ready, services }, { status: ready ? 200 : 503 });
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
