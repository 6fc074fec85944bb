import {
  callBodyLimit,
  type Operation,
  operationsOf,
  type Policy,
  readErrorData,
  type ServiceContract,
  wireErrors,
  wireHeaders,
} from '../contracts/index.ts';
import { idMaker } from '../kit/index.ts';
import { carry } from './carry.ts';
import type { ConnectOptions } from './connect.ts';
import { readContext, setTimeLeft } from './context.ts';
import { dropBody } from './drop-body.ts';
import type { Endpoint } from './endpoint.ts';
import { parseJson, readBody } from './read-body.ts';
import { receivedError } from './spent.ts';
import { watchBody } from './watched-body.ts';

/**
 * The same endpoint under its contract's policy, for a caller that passes requests on as they are: the door. Calls
 * are held in memory (they are small) and repeated where the policy allows; byte routes flow, and are repeated only
 * when they have no body.
 */
export function withPolicy(contract: ServiceContract, endpoint: Endpoint, options: ConnectOptions): Endpoint {
  const operations = operationsOf([contract]);
  const makeId = idMaker(options.clock, options.random);
  const service = contract.name;

  return async (request) => {
    const found = operations.find(request.method, new URL(request.url).pathname);
    if (found.kind !== 'found') return endpoint(request);
    const sent = await prepare(request, found.value);
    return carry(
      async (signal, leftMs) => {
        const headers = new Headers(request.headers);
        if (sent.token !== undefined) headers.set(wireHeaders.token, sent.token);
        setTimeLeft(headers, leftMs);
        const body = sent.body === null ? {} : { body: sent.body, duplex: 'half' as const };
        const answer = await endpoint(new Request(request.url, { method: request.method, headers, signal, ...body }));
        return answer.status < 500 ? answer : throwIfRepeatable(answer, sent.policy);
      },
      { ...options, ...sent, service, signal: request.signal, unwanted: dropBody },
    );
  };

  async function prepare(request: Request, operation: Operation) {
    const { timeoutMs, token } = readContext(request.headers);
    if (operation.kind === 'route') {
      const { policy } = operation.route;
      if (request.body === null) return { policy, body: null, timeoutMs, token };
      const { body, since } = watchBody(request.body, options.clock);
      return { policy: { ...policy, retry: 'never' as const }, body, since, timeoutMs, token };
    }
    const { policy } = operation.call;
    const body = request.body === null ? null : await readBody(request, callBodyLimit);
    if (body === undefined) throw wireErrors.error('request.too-large', { limit: callBodyLimit });
    const writes = request.method !== 'GET' && policy.retry === 'safe';
    return { policy, body, timeoutMs, token: token ?? (writes ? makeId() : undefined) };
  }
}

async function throwIfRepeatable(answer: Response, policy: Policy): Promise<Response> {
  if (policy.retry === 'never' || !answer.headers.get('content-type')?.startsWith('application/json')) return answer;
  const bytes = await readBody(answer, callBodyLimit);
  const data = readErrorData(parseJson(bytes));
  if (data === undefined) return new Response(bytes ?? null, answer);
  throw receivedError(data, answer.headers.get(wireHeaders.spent));
}
