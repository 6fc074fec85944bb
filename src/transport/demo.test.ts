import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import {
  type ByteRouteContext,
  call,
  contract,
  type Implementation,
  operationsOf,
  principalKey,
  read,
  stream,
  write,
} from '../contracts/index.ts';
import { silentLogger } from '../host/index.ts';
import { BijouError, type Retry, systemClock, systemRandom } from '../kit/index.ts';
import type { Discovery, Endpoint } from './index.ts';
import { peerListener, remoteEndpoint, serveContract, staticDiscovery } from './index.ts';

/** A service that exercises all that a contract can say; shared by this room's tests. */
export const demoContract = contract({
  name: 'demo',
  calls: {
    greet: call({
      method: 'GET',
      path: '/api/demo/people/{name}',
      audience: 'public',
      policy: read,
      summary: 'Greets.',
      input: z.object({ name: z.string(), times: z._default(z.coerce.number().check(z.int(), z.lte(9)), 1) }),
      output: z.object({ text: z.string(), who: z.string(), trace: z.string(), origin: z.optional(z.string()) }),
      errors: ['demo.nobody'],
    }),
    put: call({
      method: 'POST',
      path: '/api/demo/things/{id}',
      audience: 'owner',
      policy: { ...write, timeoutMs: 3_000 },
      summary: 'Keeps a thing.',
      input: z.object({ id: z.string(), value: z.json() }),
      output: z.object({ id: z.string(), value: z.json(), token: z.string() }),
      errors: ['demo.busy'],
    }),
    once: call({
      method: 'POST',
      path: '/api/demo/once',
      audience: 'peer',
      policy: { ...write, retry: 'never' },
      summary: 'Never sent twice.',
      input: z.object({}),
      output: z.object({ token: z.optional(z.string()) }),
      errors: ['demo.busy'],
    }),
    slow: call({
      method: 'GET',
      path: '/api/demo/slow',
      audience: 'peer',
      policy: { ...read, timeoutMs: 150 },
      summary: 'Never answers.',
      input: z.object({}),
      output: z.object({}),
      errors: [],
    }),
  },
  routes: {
    blob: {
      methods: ['GET', 'PUT', 'HEAD'],
      path: '/api/demo/blobs/{rest...}',
      audience: 'owner',
      policy: { ...stream, timeoutMs: 5_000 },
      summary: 'Bytes there and back.',
      errors: ['demo.nobody'],
    },
  },
});

export type Demo = Implementation<typeof demoContract>;

export function demoError(code: string, status: number, retry: Retry): BijouError {
  return new BijouError({ code, status, retry, sentence: `${code} happened.`, details: { at: 7 } });
}

export function demo(changed: { calls?: Partial<Demo['calls']>; routes?: Partial<Demo['routes']> } = {}): Demo {
  return {
    calls: {
      async greet({ name, times }, { principal, trace, origin }) {
        if (name === 'nobody') throw demoError('demo.nobody', 404, 'never');
        if (name === 'fault') throw new Error('secret detail');
        return {
          text: `Hello ${name}!`.repeat(times),
          who: principalKey(principal),
          trace,
          ...(origin !== undefined && { origin }),
        };
      },
      async put({ id, value }, { token = '' }) {
        return { id, value, token };
      },
      async once(_, { token }) {
        return { ...(token !== undefined && { token }) };
      },
      slow: () => new Promise(() => undefined),
      ...changed.calls,
    },
    routes: { blob: echo, ...changed.routes },
  };
}

async function echo(request: Request, { params }: ByteRouteContext): Promise<Response> {
  if (params.rest === 'nobody') throw demoError('demo.nobody', 404, 'never');
  return new Response(request.body, { headers: { 'x-rest': params.rest ?? '' } });
}

export const secret = 'a-secret-of-this-bijou';
export const ports = { clock: systemClock, random: systemRandom, logger: silentLogger };

export function localDemo(implementation: Demo = demo()): Endpoint {
  return serveContract(demoContract, implementation, ports);
}

/** The same service behind a socket. */
export async function remoteDemo(
  implementation: Demo = demo(),
): Promise<{ endpoint: Endpoint; address: string; discovery: Discovery; close(): Promise<void> }> {
  const endpoints = { demo: localDemo(implementation) };
  const listener = await peerListener({ endpoints, secret, port: 0, health: () => ({}), ...ports });
  const discovery = staticDiscovery([{ service: 'demo', address: listener.address }]);
  const endpoint = remoteEndpoint({ service: 'demo', discovery, secret, clock: systemClock, random: systemRandom });
  return { endpoint, address: listener.address, discovery, close: () => listener.close(50) };
}

test('the demo contract claims no path twice', () => {
  assert.equal(operationsOf([demoContract]).find('GET', '/api/demo/people/Ada').kind, 'found');
});
