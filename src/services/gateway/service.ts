import type { gatewayContract, Readiness, RunningService } from '../../contracts/index.ts';
import { jsonAnswer } from '../../contracts/index.ts';
import { openHttpListener } from '../../host/index.ts';
import { webApp } from './app.ts';
import { eventStreams } from './event-streams.ts';
import { forwarding } from './forward.ts';
import { frontPage } from './front-page.ts';
import type { GatewayDeps } from './index.ts';
import { ownerCheck } from './owner.ts';
import { secured } from './security-headers.ts';
import { originSeen, refusalOf } from './strangers.ts';

export interface RunningGateway extends RunningService<typeof gatewayContract> {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  readonly port: number;
}

/** Opens the door; rejects with Node's error when the port is taken. */
export async function start(deps: GatewayDeps): Promise<RunningGateway> {
  const { host, ownerToken, clock, random, logger, config } = deps;
  let stopping = false;
  let port = deps.port;
  const ours = () => ({ hosts: deps.hosts(), port });
  const owner = ownerCheck({ token: ownerToken, port: () => port });
  const originOf = (request: Request) => originSeen(request, ours());
  const front = frontPage({
    folder: deps.drawn,
    catalog: (request) => deps.endpoint('catalog')(request),
    originOf,
    clock,
    logger,
  });
  const app = webApp({ folder: deps.app, bytes: config.appBytes, connectOrigins: deps.connectOrigins, front });
  const forward = forwarding({
    contracts: deps.contracts,
    endpoint: deps.endpoint,
    isOwner: owner.is,
    originOf,
    bodyMs: config.bodyMs,
    clock,
    random,
    logger,
  });
  const streams = eventStreams();
  const listener = await openHttpListener({ host, port, answer, limits: config.http, clock, logger });
  port = listener.port;

  return {
    implementation: { calls: { status: deps.status }, routes: {} },
    address: addressOf(host, port),
    port,
    readiness: ownReadiness,
    async stop() {
      stopping = true;
      streams.endAll();
      await listener.close(config.graceMs);
    },
  };

  async function answer(request: Request): Promise<Response> {
    const refusal = refusalOf(request, ours());
    if (refusal !== undefined) return refused(request, refusal);
    return secured(await route(request));
  }

  async function route(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    if (path === '/healthz') return jsonAnswer({ alive: true });
    if (path === '/readyz') return readyAnswer();
    if (path === '/api' || path.startsWith('/api/')) return streams.watch(await forward(request));
    return owner.signIn(request) ?? app(request);
  }

  function refused(request: Request, status: number): Response {
    const { headers, method } = request;
    logger.warn('A stranger was refused', { status, method, host: headers.get('host'), origin: headers.get('origin') });
    return new Response(null, { status, headers: { connection: 'close', 'content-length': '0' } });
  }

  async function readyAnswer(): Promise<Response> {
    const readiness = stopping ? ownReadiness() : await deps.ready();
    return jsonAnswer(readiness, { status: readiness.ready ? 200 : 503 });
  }

  function ownReadiness(): Readiness {
    return stopping ? { ready: false, why: 'The door is closing.' } : { ready: true };
  }
}

/** An address that works on this machine: a wildcard listens on loopback too. */
function addressOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
