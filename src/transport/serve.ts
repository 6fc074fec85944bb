import {
  type ByteRouteContext,
  type CallContext,
  errorAnswer,
  type Implementation,
  jsonAnswer,
  type Operation,
  operationsOf,
  type Principal,
  principalKey,
  refusalFor,
  type ServiceContract,
  traceOf,
  visitorOf,
  wireErrors,
  wireHeaders,
} from '../contracts/index.ts';
import type { Logger } from '../host/index.ts';
import { BijouError, type Clock, type Random } from '../kit/index.ts';
import { withDeadline } from '../resilience/index.ts';
import { readContext } from './context.ts';
import { dropBody } from './drop-body.ts';
import type { Endpoint } from './endpoint.ts';
import { decodeInput } from './input.ts';
import { isSpent } from './spent.ts';
import { currentTrace, underCall } from './trace.ts';
import { watchBody } from './watched-body.ts';

export interface ServeOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

type CallHandler = (input: Record<string, unknown>, context: CallContext) => Promise<unknown>;
type RouteHandler = (request: Request, context: ByteRouteContext) => Promise<Response>;

/**
 * A service's contract as an endpoint. Input is parsed, the audience checked, the deadline kept; whatever is thrown
 * becomes an answer, and what nobody foresaw a `server.fault` whose cause stands in the log alone.
 *
 * It trusts the context headers: what stands before it (a peer listener, the door, a client in process) vouches for
 * them.
 */
export function serveContract<const Contract extends ServiceContract>(
  contract: Contract,
  implementation: Implementation<Contract>,
  { clock, random, logger }: ServeOptions,
): Endpoint {
  const operations = operationsOf([contract]);
  const calls = implementation.calls as Readonly<Record<string, CallHandler>>;
  const routes = implementation.routes as Readonly<Record<string, RouteHandler>>;
  const service = contract.name;

  return async (request) => {
    const trace = traceOf(request.headers) ?? currentTrace(random);
    try {
      const wire = readContext(request.headers);
      const { operation, params } = find(request);
      const access = operation.kind === 'call' ? operation.call : operation.route;
      const { policy } = access;
      const refused = refusalFor(access, wire.principal);
      if (refused !== undefined) throw refused;
      const ms = Math.min(wire.timeoutMs ?? policy.timeoutMs, policy.timeoutMs);
      const late = (): BijouError => wireErrors.error('peer.timeout', { service, ms });
      const token = wire.token && tokenOf(wire.principal, wire.token);
      const context = { ...wire, token, trace, deadline: clock.now() + ms };
      const { watched, since } = watch(request, operation);
      return await underCall({ trace, visitor: visitorOf(wire.principal) }, () =>
        withDeadline((signal) => run(operation, { request: watched, params, context: { ...context, signal } }), {
          ms,
          signal: request.signal,
          since,
          clock,
          late,
          unwanted: dropBody,
        }),
      );
    } catch (error) {
      return errorAnswerFor(error, { request, trace });
    }
  };

  function find(request: Request): { operation: Operation; params: Readonly<Record<string, string>> } {
    const path = new URL(request.url).pathname;
    const found = operations.find(request.method, path);
    if (found.kind === 'none') throw wireErrors.error('request.unknown-path', { path });
    if (found.kind === 'method') throw wireErrors.error('request.method', { method: request.method, path });
    return { operation: found.value, params: found.params };
  }

  function watch(request: Request, operation: Operation): { watched: Request; since?: () => number } {
    if (operation.kind === 'call' || request.body === null) return { watched: request };
    const { body, since } = watchBody(request.body, clock);
    const { method, headers, signal } = request;
    const init = { method, headers, signal, body, duplex: 'half' as const };
    return { watched: new Request(request.url, init), since };
  }

  async function run(
    operation: Operation,
    { request, params, context }: { request: Request; params: Readonly<Record<string, string>>; context: CallContext },
  ): Promise<Response> {
    if (operation.kind === 'route') {
      const handler = routes[operation.name];
      if (handler === undefined) throw new TypeError(`${service} has no handler for ${operation.name}`);
      return handler(request, { ...context, params });
    }
    const handler = calls[operation.name];
    if (handler === undefined) throw new TypeError(`${service} has no handler for ${operation.name}`);
    const input = await decodeInput(operation.call, request, params);
    return jsonAnswer(await handler(input, context));
  }

  function errorAnswerFor(error: unknown, { request, trace }: { request: Request; trace: string }): Response {
    const where = { service, trace, method: request.method, path: new URL(request.url).pathname };
    // Nobody reads this answer.
    if (request.signal.aborted) return new Response(null, { status: 499 });
    if (error instanceof BijouError) {
      if (error.status >= 500) logger.warn('A call failed', { ...where, error });
      const headers = new Headers(isSpent(error) ? { [wireHeaders.spent]: '1' } : {});
      if (error.code === 'request.method') headers.set('allow', allowed(where.path).join(', '));
      return errorAnswer(error, headers);
    }
    logger.error('A call met a fault', { ...where, error });
    return errorAnswer(wireErrors.error('server.fault', { trace }));
  }

  function allowed(path: string): readonly string[] {
    const found = operations.find('', path);
    return found.kind === 'method' ? found.allow : [];
  }
}

/** A client's word is its own: the same word from somebody else is another token, and gets no answer of the first. */
function tokenOf(who: Principal, word: string): string {
  return `${principalKey(who)}:${word}`;
}
