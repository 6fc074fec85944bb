import { safeParse } from 'zod/mini';
import {
  BijouError,
  type Clock,
  type ErrorData,
  idMaker,
  isTransient,
  type Random,
  systemClock,
  systemRandom,
} from '../../kit/index.ts';
import type { Call, InputOf, ServiceContract } from '../calls/define.ts';
import { encodeInput } from '../calls/encode-input.ts';
import { wireErrors } from '../calls/errors.ts';
import type { ByteRequest, CallOptions, Client } from '../calls/module.ts';
import { fillPath } from '../calls/path-table.ts';
import { readErrorData } from '../calls/wire.ts';

export interface BrowserOptions {
  /** The door's address, e.g. `http://127.0.0.1:8080`; in a page `''`, which is the page's own origin. */
  readonly base: string;
  /** The owner's token, asked before each call; sent as `Authorization: Bearer …`. */
  readonly token?: () => string | undefined;
  /** What is thrown where nothing answers, instead of `peer.unavailable`. */
  readonly away?: (cause: unknown) => BijouError;
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  readonly random?: Random;
}

type Settled = Required<Omit<BrowserOptions, 'token' | 'away'>> & Pick<BrowserOptions, 'token' | 'away'>;

/** The time that a call has: `limit` ms, until that moment of the clock. */
interface Span {
  readonly limit: number;
  readonly until: number;
  readonly signal: AbortSignal | undefined;
}

/** A server that is away for longer than this is not waited for, however long the call itself may take. */
const patienceMs = 10_000;

/** First wait before a call is sent again; doubles, with up to as much again by chance. */
const firstBackoffMs = 200;

/**
 * A service behind the public door, for browsers and for the command line: only `fetch`, nothing of this machine.
 * Answers are parsed by the contract. Throws BijouErrors: those of the answer, `peer.unavailable` where nothing
 * answers, `peer.timeout` where it takes longer than the policy allows, `peer.answer` where the answer is not what
 * the contract says. Calls whose policy is `safe` are sent again while there is time; a call that changes something
 * carries the same idempotency token each time.
 */
export function connectBrowser<Contract extends ServiceContract>(
  contract: Contract,
  options: BrowserOptions,
): Client<Contract> {
  const settled: Settled = {
    fetch: (...request) => fetch(...request),
    clock: systemClock,
    random: systemRandom,
    ...options,
  };
  const makeId = idMaker(settled.clock, settled.random);
  const calls: Record<string, (input: never, options?: CallOptions) => Promise<unknown>> = {};
  for (const [name, definition] of Object.entries(contract.calls)) {
    calls[name] = (input, callOptions) => send(definition, input, callOptions);
  }

  async function send<C extends Call>(definition: C, input: InputOf<C>, callOptions: CallOptions = {}) {
    const { target, body } = encodeInput(definition, input as Readonly<Record<string, unknown>>);
    const url = settled.base + target;
    const headers = headersOf(callOptions);
    if (definition.method !== 'GET') headers.set('idempotency-key', callOptions.token ?? makeId());
    if (body !== undefined) headers.set('content-type', 'application/json');
    const request: RequestInit = { method: definition.method, headers, ...(body === undefined ? {} : { body }) };
    const limit = Math.min(definition.policy.timeoutMs, callOptions.timeoutMs ?? Number.POSITIVE_INFINITY);
    const until = settled.clock.monotonic() + limit;
    let giveUp: number | undefined;
    for (let backoff = firstBackoffMs; ; backoff *= 2) {
      try {
        return await inTime({ limit, until, signal: callOptions.signal }, async (signal) => {
          const response = await settled.fetch(url, { ...request, signal });
          if (!response.ok) throw await errorOf(response);
          return parse(definition, await response.json());
        });
      } catch (error) {
        const wait = backoff * (1 + settled.random.float());
        const again = definition.policy.retry === 'safe' && isTransient(error);
        giveUp ??= settled.clock.monotonic() + patienceMs;
        if (!again || settled.clock.monotonic() + wait >= Math.min(until, giveUp)) throw error;
        await settled.clock.sleep(wait, callOptions.signal);
      }
    }
  }

  /** Does `work` within the time that is left, and names what went wrong. */
  async function inTime<T>(span: Span, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    const done = new AbortController();
    settled.clock.sleep(Math.max(0, span.until - settled.clock.monotonic()), done.signal).then(
      () => late.abort(),
      () => undefined,
    );
    try {
      return await work(span.signal === undefined ? late.signal : AbortSignal.any([span.signal, late.signal]));
    } catch (cause) {
      if (cause instanceof BijouError) throw cause;
      if (span.signal?.aborted) throw span.signal.reason;
      if (late.signal.aborted)
        throw wireErrors.error('peer.timeout', { service: contract.name, ms: span.limit }, cause);
      if (cause instanceof SyntaxError) throw wireErrors.error('peer.answer', { service: contract.name }, cause);
      throw settled.away?.(cause) ?? wireErrors.error('peer.unavailable', { service: contract.name }, cause);
    } finally {
      done.abort();
    }
  }

  function headersOf(callOptions: CallOptions): Headers {
    const headers = new Headers({ accept: 'application/json' });
    const token = settled.token?.();
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
    if (callOptions.trace !== undefined) {
      headers.set('traceparent', `00-${callOptions.trace}-${callOptions.trace.slice(0, 16)}-01`);
    }
    return headers;
  }

  function parse(definition: Call, answer: unknown): unknown {
    const parsed = safeParse(definition.output, answer);
    if (parsed.success) return parsed.data;
    throw wireErrors.error('peer.answer', { service: contract.name }, parsed.error);
  }

  async function bytes(route: string, request: ByteRequest): Promise<Response> {
    const definition = contract.routes[route];
    if (definition === undefined) throw new TypeError(`${contract.name} has no route ${route}`);
    const headers = headersOf(request);
    headers.delete('accept');
    for (const [name, value] of Object.entries(request.headers ?? {})) headers.set(name, value);
    if (request.token !== undefined) headers.set('idempotency-key', request.token);
    const path = fillPath(definition.path, request.params ?? {});
    const limit = Math.min(definition.policy.timeoutMs, request.timeoutMs ?? Number.POSITIVE_INFINITY);
    const init: RequestInit & { duplex?: 'half' } = { method: request.method, headers };
    if (request.body !== undefined) init.body = request.body;
    if (request.body instanceof ReadableStream) init.duplex = 'half';
    const url = `${settled.base}${path}${queryOf(Object.entries(request.query ?? {}))}`;
    const span = { limit, until: settled.clock.monotonic() + limit, signal: request.signal };
    const response = await inTime(span, (signal) => settled.fetch(url, { ...init, signal }));
    if (response.status < 400) return response;
    const known = await errorData(response.clone());
    if (known === undefined) return response;
    throw new BijouError(known);
  }

  async function errorOf(response: Response): Promise<BijouError> {
    const data = await errorData(response);
    if (data !== undefined) return new BijouError(data);
    const code = response.status >= 502 ? 'peer.unavailable' : 'peer.answer';
    return wireErrors.error(code, { service: contract.name, status: response.status });
  }

  return { calls: calls as unknown as Client<Contract>['calls'], bytes };
}

function queryOf(entries: readonly (readonly [string, unknown])[]): string {
  if (entries.length === 0) return '';
  return `?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}`;
}

/** The error that an answer carries, where it carries one. */
async function errorData(response: Response): Promise<ErrorData | undefined> {
  return readErrorData(await response.json().catch(() => undefined));
}
