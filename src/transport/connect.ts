import { safeParse } from 'zod/mini';
import {
  type ByteRequest,
  type ByteRoute,
  type Call,
  type CallOptions,
  type Client,
  encodeInput,
  fillPath,
  readErrorData,
  type ServiceContract,
  wireErrors,
  wireHeaders,
} from '../contracts/index.ts';
import { type Clock, idMaker, type Random } from '../kit/index.ts';
import { carry } from './carry.ts';
import { setTimeLeft, writeContext } from './context.ts';
import { dropBody } from './drop-body.ts';
import { type Endpoint, endpointBase } from './endpoint.ts';
import { parseJson, readBody } from './read-body.ts';
import { receivedError } from './spent.ts';
import { currentTrace, currentVisitor } from './trace.ts';
import { watchBody } from './watched-body.ts';

/** Largest answer of a call, in bytes. A plan of a whole day's film is a tenth of it. */
const answerLimit = 33_554_432;

export interface ConnectOptions {
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * A service as its callers see it. Encodes and parses the same in process and over HTTP, and applies the contract's
 * policy: time, abort, repeated attempts under one idempotency token.
 *
 * Calls throw the service's BijouErrors, `peer.timeout`, `peer.unavailable`, `peer.answer` (the answer is not what the
 * contract says), or the caller's own abort reason.
 */
export function connect<const Contract extends ServiceContract>(
  contract: Contract,
  endpoint: Endpoint,
  options: ConnectOptions,
): Client<Contract> {
  const { clock, random } = options;
  const makeId = idMaker(clock, random);
  const service = contract.name;

  async function send(call: Call, input: Readonly<Record<string, unknown>>, given: CallOptions): Promise<unknown> {
    const { target, body } = encodeInput(call, input);
    const url = endpointBase + target;
    const writes = call.method !== 'GET' && call.policy.retry === 'safe';
    const headers = contextHeaders({ ...given, ...(writes && { token: given.token ?? makeId() }) });
    if (body !== undefined) headers.set('content-type', 'application/json');
    return carry(
      async (signal, leftMs) => {
        setTimeLeft(headers, leftMs);
        const init = { method: call.method, headers, signal, ...(body !== undefined && { body }) };
        return readOutput(call, await endpoint(new Request(url, init)));
      },
      { ...options, ...given, service, policy: call.policy },
    );
  }

  async function readOutput(call: Call, response: Response): Promise<unknown> {
    const value = parseJson(await readBody(response, answerLimit));
    if (!response.ok) throw errorOf(response, value);
    const parsed = safeParse(call.output, value);
    if (parsed.success) return parsed.data;
    throw wireErrors.error('peer.answer', { service }, parsed.error);
  }

  async function bytes(name: string, request: ByteRequest): Promise<Response> {
    const route = contract.routes[name];
    if (route === undefined) throw new TypeError(`${service} has no route ${name}`);
    const headers = contextHeaders(request);
    for (const [key, value] of Object.entries(request.headers ?? {})) headers.set(key, value);
    const query = new URLSearchParams(request.query);
    const url = endpointBase + fillPath(route.path, request.params ?? {}) + (query.size > 0 ? `?${query}` : '');
    const watched = request.body instanceof ReadableStream ? watchBody(request.body, clock) : undefined;
    const body = watched?.body ?? request.body;
    const response = await carry(
      (signal, leftMs) => {
        setTimeLeft(headers, leftMs);
        const sent = body === undefined ? {} : { body, duplex: 'half' as const };
        return endpoint(new Request(url, { method: request.method, headers, signal, ...sent }));
      },
      {
        ...options,
        ...request,
        service,
        policy: repeatable(route, request),
        since: watched?.since,
        unwanted: dropBody,
      },
    );
    if (response.status < 400 || request.method === 'HEAD') return response;
    if (!response.headers.get('content-type')?.startsWith('application/json')) return response;
    throw errorOf(response, parseJson(await readBody(response, answerLimit)));
  }

  function contextHeaders(given: CallOptions): Headers {
    const headers = new Headers();
    const { token, origin, trace = currentTrace(random), behalf = currentVisitor() } = given;
    const principal = { kind: 'peer' as const, ...(behalf !== undefined && { for: behalf }) };
    writeContext(headers, { principal, timeoutMs: undefined, token, origin, trace, random });
    return headers;
  }

  function errorOf(response: Response, value: unknown): Error {
    const data = readErrorData(value);
    if (data === undefined) return wireErrors.error('peer.answer', { service, status: response.status });
    return receivedError(data, response.headers.get(wireHeaders.spent));
  }

  const calls = Object.entries(contract.calls).map(([name, call]) => [
    name,
    (input: Readonly<Record<string, unknown>>, given: CallOptions = {}) => send(call, input, given),
  ]);
  return { calls: Object.fromEntries(calls) as Client<Contract>['calls'], bytes };
}

/** A stream can be read only once, so a request that has one is never repeated. */
function repeatable(route: ByteRoute, request: ByteRequest): ByteRoute['policy'] {
  return request.body instanceof ReadableStream ? { ...route.policy, retry: 'never' } : route.policy;
}
