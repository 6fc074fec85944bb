import {
  type gatewayContract,
  jsonAnswer,
  principalKey,
  type Readiness,
  type RunningService,
  theOwner,
  theStranger,
  type Visitor,
} from '../../contracts/index.ts';
import { httpAddress, openHttpListener, type Sender } from '../../host/index.ts';
import { webApp } from './app.ts';
import type { GatewayDeps } from './deps.ts';
import { eventStreams } from './event-streams.ts';
import { forwarding } from './forward.ts';
import { frontPage } from './front-page.ts';
import { countGuesses } from './guesses.ts';
import { ownerCheck } from './owner.ts';
import { answerPlayer, preflight } from './players.ts';
import { refusing, tooManyGuesses } from './refuse.ts';
import { secured } from './security-headers.ts';
import { isPlayer, originSeen, refusalOf } from './strangers.ts';

export interface RunningGateway extends RunningService<typeof gatewayContract> {
  /** `http://127.0.0.1:8080` */
  readonly address: string;
  readonly port: number;
}

/** Opens the door; errors: `listen.…`. */
export async function start(deps: GatewayDeps): Promise<RunningGateway> {
  const { host, ownerToken, clock, random, logger, config } = deps;
  let stopping = false;
  let port = deps.port;
  const ours = () => ({ hosts: deps.hosts(), origins: deps.origins, players: deps.players });
  const originOf = (request: Request) => originSeen(request, ours());
  const owner = ownerCheck({ token: ownerToken, port: () => port, originOf, clock });
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
    identify,
    originOf,
    bodyMs: config.bodyMs,
    clock,
    random,
    logger,
  });
  const refuse = refusing(logger);
  const guesses = countGuesses({ clock, logger });
  const streams = eventStreams();
  const listener = await openHttpListener({
    ...{ host, port, settings: { host: 'HOST', port: 'PORT' } },
    ...{ answer, limits: config.http, clock, logger },
  });
  port = listener.port;

  return {
    implementation: { calls: { status: deps.status }, routes: {} },
    address: httpAddress(host, port),
    port,
    readiness: ownReadiness,
    async stop() {
      stopping = true;
      streams.endAll();
      await listener.close(config.graceMs);
    },
  };

  /** Until accounts stand, a person is the owner. */
  function identify(request: Request): Visitor {
    return owner.is(request) ? theOwner : theStranger;
  }

  async function answer(request: Request, sender: Sender): Promise<Response> {
    const why = refusalOf(request, ours());
    if (why !== undefined) return secured(refuse(request, { why, sender }));
    const wrong = owner.wrongToken(request);
    if (wrong !== undefined && guesses.isTooMany(sender.address ?? '', wrong)) return secured(tooManyGuesses(request));
    if (!isPlayer(request, ours())) return secured(await route(request, sender));
    return answerPlayer(request, secured(request.method === 'OPTIONS' ? preflight() : await route(request, sender)));
  }

  async function route(request: Request, sender: Sender): Promise<Response> {
    const path = new URL(request.url).pathname;
    if (path === '/healthz') return jsonAnswer({ alive: true });
    if (path === '/readyz') return readyAnswer();
    if (path === '/api' || path.startsWith('/api/'))
      return streams.watch(await forward(request), () => whoseStreams(identify(request), sender));
    return owner.signIn(request) ?? app(request);
  }

  async function readyAnswer(): Promise<Response> {
    const readiness = stopping ? ownReadiness() : await deps.ready();
    return jsonAnswer(readiness, { status: readiness.ready ? 200 : 503 });
  }

  function ownReadiness(): Readiness {
    return stopping ? { ready: false, why: 'The door is closing.' } : { ready: true };
  }
}

/** Strangers are told apart by where they come from; one with an account is the same from everywhere. */
function whoseStreams(visitor: Visitor, { address = '' }: Sender): string {
  return visitor.kind === 'stranger' ? `address:${address}` : principalKey(visitor);
}
