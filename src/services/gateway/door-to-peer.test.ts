import assert from 'node:assert/strict';
import { Agent, request as openRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { after, before, describe, test } from 'node:test';
import { gatewayContract, type Implementation, jsonAnswer, studioContract } from '../../contracts/index.ts';
import { silentLogger } from '../../host/index.ts';
import { systemClock, systemRandom } from '../../kit/index.ts';
import {
  type PeerListener,
  peerListener,
  remoteEndpoint,
  serveContract,
  staticDiscovery,
  withPolicy,
} from '../../transport/index.ts';
import { defaultGatewayConfig, type RunningGateway, start } from './index.ts';

const ownerToken = 'owner-token-owner-token-owner-token';
const authorization = `Bearer ${ownerToken}`;
const mebibyte = 1_048_576;
const ports = { clock: systemClock, random: systemRandom, logger: silentLogger };
type Upload = Implementation<typeof studioContract>['routes']['upload'];

describe('a film through the door to a studio in another process', () => {
  let upload: Upload = async () => new Response(null);
  let events: Upload = async () => new Response(null);
  let peer: PeerListener;
  let door: RunningGateway;
  let openDoor: (graceMs: number) => Promise<RunningGateway>;

  before(async () => {
    // Only what these tests call is there.
    const implementation = {
      calls: { work: async () => ({ jobs: { waiting: 0, leased: 0, done: 0, failed: 0 }, uploads: 1 }) },
      routes: {
        upload: (...given: Parameters<Upload>) => upload(...given),
        events: (...given: Parameters<Upload>) => events(...given),
      },
    } as unknown as Implementation<typeof studioContract>;
    const endpoints = { studio: serveContract(studioContract, implementation, ports) };
    peer = await peerListener({ endpoints, secret: 's', port: 0, health: () => ({}), ...ports });
    const discovery = staticDiscovery([{ service: 'studio', address: peer.address }]);
    const studio = withPolicy(
      studioContract,
      remoteEndpoint({ service: 'studio', discovery, secret: 's', ...ports }),
      ports,
    );
    openDoor = (graceMs) =>
      start({
        app: tmpdir(),
        drawn: tmpdir(),
        contracts: [studioContract, gatewayContract],
        endpoint: () => studio,
        status: async () => ({ version: '1', address: '', processes: [] }),
        ready: () => ({ ready: true }),
        host: '127.0.0.1',
        port: 0,
        hosts: () => ['127.0.0.1'],
        origins: [],
        players: [],
        connectOrigins: () => [],
        ownerToken,
        ...ports,
        config: { ...defaultGatewayConfig, graceMs },
      });
    door = await openDoor(50);
  });
  after(async () => {
    await door.stop();
    await peer.close(50);
  });

  test('server-sent events come one by one, as they are told, and end at the studio when the browser goes', async () => {
    const left = Promise.withResolvers<void>();
    const turns = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    events = async () => {
      let told = 0;
      const body = new ReadableStream<Uint8Array>(
        {
          async pull(controller) {
            await turns[told]?.promise;
            if (told < turns.length) controller.enqueue(new TextEncoder().encode(`event: title\ndata: ${told}\n\n`));
            else await left.promise;
            told += 1;
          },
          cancel: () => left.resolve(),
        },
        { highWaterMark: 0 },
      );
      return new Response(body, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' } });
    };
    const gone = new AbortController();
    const headers = { authorization, 'accept-encoding': 'gzip, br' };
    const answer = await fetch(`${door.address}/api/studio/events`, { headers, signal: gone.signal });
    assert.equal(answer.headers.get('content-type'), 'text/event-stream');
    assert.equal(answer.headers.get('content-encoding'), null);
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    for (const [index, turn] of turns.entries()) {
      // Not before it has been told, and then at once: nobody holds it back for more.
      turn.resolve();
      const { value } = await reader.read();
      assert.equal(new TextDecoder().decode(value), `event: title\ndata: ${index}\n\n`);
    }
    gone.abort();
    await left.promise;
  });

  test('server-sent events do not keep a door that closes', async () => {
    const left = Promise.withResolvers<void>();
    events = async () => {
      const body = new ReadableStream<Uint8Array>({ cancel: () => left.resolve() });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    };
    const other = await openDoor(600_000);
    const answer = await fetch(`${other.address}/api/studio/events`, { headers: { authorization } });
    const stopped = other.stop();
    assert.equal(await answer.text(), '');
    await stopped;
    await left.promise;
  });

  test('flows in memory that stays flat, and its answer comes back with its headers', async () => {
    let received = 0;
    let largest = 0;
    let origin: string | undefined;
    upload = async (request, context) => {
      origin = context.origin;
      for await (const chunk of request.body ?? []) {
        received += chunk.byteLength;
        largest = Math.max(largest, process.memoryUsage().rss);
      }
      const location = `${context.origin}/api/studio/uploads/${context.params.rest}`;
      return new Response(null, { status: 201, headers: { location, 'bijou-title': 'abc' } });
    };
    const resting = process.memoryUsage().rss;
    let sent = 0;
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        if (sent >= 600 * mebibyte) return controller.close();
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const url = `${door.address}/api/studio/uploads/f1`;
    const answer = await fetch(
      new Request(url, { method: 'PATCH', headers: { authorization }, body, duplex: 'half' } as RequestInit),
    );
    assert.deepEqual([answer.status, received], [201, 600 * mebibyte]);
    assert.equal(origin, door.address);
    assert.equal(answer.headers.get('location'), `${door.address}/api/studio/uploads/f1`);
    assert.equal(answer.headers.get('bijou-title'), 'abc');
    assert.ok(largest - resting < 200 * mebibyte, `grew by ${(largest - resting) / mebibyte} MiB`);
  });

  test('ends at the studio when the browser goes', async () => {
    const begun = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<unknown>();
    upload = async (request) => {
      begun.resolve();
      await request.arrayBuffer().catch((error: unknown) => ended.resolve(error));
      return new Response(null);
    };
    const path = '/api/studio/uploads/f2';
    const outgoing = openRequest({
      host: '127.0.0.1',
      port: door.port,
      path,
      method: 'PATCH',
      headers: { authorization },
    });
    outgoing.on('error', () => undefined);
    outgoing.write(Buffer.alloc(100_000));
    await begun.promise;
    outgoing.destroy();
    assert.ok(await ended.promise);
  });

  test('is refused by the studio while it is still coming, and the browser learns why', async () => {
    upload = async () => jsonAnswer({ error: 'full' }, { status: 507 });
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const path = '/api/studio/uploads/f3';
      const headers = { authorization, 'content-length': String(600 * mebibyte) };
      const outgoing = openRequest({ host: '127.0.0.1', port: door.port, path, method: 'PATCH', headers });
      outgoing.on('response', (incoming) => {
        incoming.resume();
        resolve(incoming.statusCode);
        outgoing.on('error', () => undefined);
        outgoing.destroy();
      });
      outgoing.on('error', reject);
      outgoing.write(Buffer.alloc(300_000));
    });
    assert.equal(status, 507);
  });

  test('leaves the connection to be used again', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const reused: boolean[] = [];
    for (let count = 0; count < 3; count++) {
      await new Promise<void>((resolve, reject) => {
        const { port } = door;
        const path = '/api/studio/work';
        const outgoing = openRequest(
          { host: '127.0.0.1', port, path, headers: { authorization }, agent },
          (incoming) => {
            reused.push(outgoing.reusedSocket);
            assert.equal(incoming.statusCode, 200);
            incoming.resume().on('end', resolve);
          },
        );
        outgoing.on('error', reject).end();
      });
    }
    assert.deepEqual(reused, [false, true, true]);
    agent.destroy();
  });
});
