import {
  callBodyLimit,
  errorAnswer,
  type Operation,
  operationsOf,
  refusalFor,
  type ServiceContract,
  traceOf,
  type Visitor,
  wireErrors,
  wireHeaders,
  writePrincipal,
} from '../../contracts/index.ts';
import { endToEnd, type Logger } from '../../host/index.ts';
import { BijouError, type Clock, type Random, toHex } from '../../kit/index.ts';

export interface ForwardOptions {
  readonly contracts: readonly ServiceContract[];
  readonly endpoint: (service: string) => (request: Request) => Promise<Response>;
  /** Who comes. */
  readonly identify: (request: Request) => Visitor;
  readonly originOf: (request: Request) => string;
  /** How long a call's body may take to come in. */
  readonly bodyMs: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

/** Passes `/api/…` on to the service whose contract has the path. What is for peers alone is not there. */
export function forwarding(options: ForwardOptions): (request: Request) => Promise<Response> {
  const { contracts, endpoint, identify, originOf, random, logger } = options;
  const operations = operationsOf(contracts.map(withoutPeers));

  return async (request) => {
    const url = new URL(request.url);
    const path = url.pathname;
    const found = operations.find(request.method, path);
    if (found.kind === 'none') return errorAnswer(wireErrors.error('request.unknown-path', { path }));
    if (found.kind === 'method') {
      const headers = new Headers({ allow: found.allow.join(', ') });
      return errorAnswer(wireErrors.error('request.method', { method: request.method, path }), headers);
    }
    const operation = found.value;
    const visitor = identify(request);
    const refused = refusalFor(operation.kind === 'call' ? operation.call : operation.route, visitor);
    if (refused !== undefined) return errorAnswer(refused);
    const trace = traceOf(request.headers) ?? toHex(random.bytes(16));
    try {
      const headers = headersFor(request, { visitor, origin: originOf(request), trace });
      const body = operation.kind === 'call' ? await smallBody(request, options) : request.body;
      const init = { method: request.method, headers, signal: request.signal, body, duplex: 'half' as const };
      const inner = new Request(`http://bijou.internal${path}${url.search}`, init);
      return outward(await endpoint(operation.service)(inner), operation);
    } catch (error) {
      if (request.signal.aborted) throw error;
      if (error instanceof BijouError) return refusal(error, request, operation);
      logger.error('A request could not be passed on', { error, trace, path, service: operation.service });
      return errorAnswer(wireErrors.error('server.fault', { trace }));
    }
  };

  function headersFor(request: Request, context: { visitor: Visitor; origin: string; trace: string }): Headers {
    const headers = new Headers(endToEnd(request.headers).filter(([name]) => !isOurs(name)));
    headers.set(wireHeaders.principal, writePrincipal(context.visitor));
    headers.set(wireHeaders.origin, context.origin);
    headers.set(wireHeaders.trace, `00-${context.trace}-${toHex(random.bytes(8))}-01`);
    const token = headers.get(wireHeaders.token);
    if (token !== null && !/^[\x21-\x7e]{1,200}$/.test(token)) headers.delete(wireHeaders.token);
    return headers;
  }
}

function refusal(error: BijouError, request: Request, operation: Operation): Response {
  const answer = errorAnswer(error);
  const status = operation.kind === 'route' ? operation.route.headTryAgain : undefined;
  if (status === undefined || request.method !== 'HEAD' || error.retry === 'never') return answer;
  return new Response(null, { status, headers: answer.headers });
}

function withoutPeers(contract: ServiceContract): ServiceContract {
  const open = <Entry extends { readonly audience: string }>(entries: Readonly<Record<string, Entry>>) =>
    Object.fromEntries(Object.entries(entries).filter(([, entry]) => entry.audience !== 'peer'));
  return { name: contract.name, calls: open(contract.calls), routes: open(contract.routes) };
}

/** Headers that a stranger must not set, or that are for the door alone. */
function isOurs(name: string): boolean {
  return (
    name.startsWith('bijou-') ||
    name.startsWith('x-forwarded-') ||
    ['host', 'authorization', 'cookie', 'forwarded', 'via', 'expect', wireHeaders.trace].includes(name)
  );
}

/** A call's whole body, so that a slow or huge sender is stopped here and no service ever waits for one. */
async function smallBody(
  request: Request,
  { bodyMs, clock }: Pick<ForwardOptions, 'bodyMs' | 'clock'>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (request.body === null) return null;
  const tooLarge = wireErrors.error('request.too-large', { limit: callBodyLimit });
  if (Number(request.headers.get('content-length') ?? 0) > callBodyLimit) throw tooLarge;
  const reader = request.body.getReader();
  const done = new AbortController();
  const late = clock.sleep(bodyMs, done.signal).then(() => {
    throw wireErrors.error('request.invalid', { why: `its body did not come in within ${bodyMs} ms` });
  });
  late.catch(() => undefined);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done: end, value } = await Promise.race([reader.read(), late]);
      if (end) return new Uint8Array(Buffer.concat(chunks, length));
      length += value.byteLength;
      if (length > callBodyLimit) throw tooLarge;
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => undefined);
    throw error;
  } finally {
    done.abort();
  }
}

/** The service's answer as strangers may see it. */
function outward(response: Response, operation: Operation): Response {
  const inner: readonly string[] = Object.values(wireHeaders);
  const headers = new Headers([...response.headers].filter(([name]) => !inner.includes(name)));
  if (operation.kind === 'call' && !headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return new Response(response.body, { status: response.status, headers });
}
