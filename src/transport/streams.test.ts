import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { theOwner, wireErrors } from '../contracts/index.ts';
import { systemClock } from '../kit/index.ts';
import { demo, demoContract, demoError, localDemo, ports, remoteDemo, secret } from './demo.test.ts';
import {
  connect,
  fileDiscovery,
  firstOf,
  parsePeer,
  peerListener,
  processStart,
  readServer,
  remoteEndpoint,
  staticDiscovery,
  withPolicy,
  writeServer,
} from './index.ts';

const mebibyte = 1_048_576;

/** Counts what is taken from it; never runs dry before `total` bytes. */
function source(total: number): {
  body: ReadableStream<Uint8Array<ArrayBuffer>>;
  taken(): number;
  cancelled: Promise<void>;
} {
  let taken = 0;
  const cancelled = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      pull(controller) {
        if (taken >= total) return controller.close();
        taken += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
      cancel: () => cancelled.resolve(),
    },
    { highWaterMark: 0 },
  );
  return { body, taken: () => taken, cancelled: cancelled.promise };
}

test('an upload of 600 MiB flows to a peer in memory that stays flat', async () => {
  let largest = 0;
  let received = 0;
  const running = await remoteDemo(
    demo({
      routes: {
        blob: async (request) => {
          for await (const chunk of request.body ?? []) {
            received += chunk.byteLength;
            largest = Math.max(largest, process.memoryUsage().rss);
          }
          return new Response(null, { status: 204 });
        },
      },
    }),
  );
  const before = process.memoryUsage().rss;
  const { body } = source(600 * mebibyte);
  const answer = await connect(demoContract, running.endpoint, ports).bytes('blob', { method: 'PUT', body });
  await running.close();
  assert.deepEqual([answer.status, received], [204, 600 * mebibyte]);
  // What the collector has not come round to yet counts too: a third of what flowed is far from holding it.
  assert.ok(largest - before < 200 * mebibyte, `grew by ${(largest - before) / mebibyte} MiB`);
});

test('a download is made no faster than it is read, and stops being made when its reader goes', async () => {
  const made = source(200 * mebibyte);
  const running = await remoteDemo(demo({ routes: { blob: async () => new Response(made.body) } }));
  const answer = await connect(demoContract, running.endpoint, ports).bytes('blob', { method: 'GET' });
  const reader = answer.body?.getReader();
  await reader?.read();
  const settled = await settledValue(made.taken);
  assert.ok(settled < 32 * mebibyte, `${settled / mebibyte} MiB were made for a reader who read once`);
  await reader?.cancel();
  await made.cancelled;
  await running.close();
});

test('an upload is read no faster than the service takes it, and ends when the service goes', async () => {
  const held = Promise.withResolvers<void>();
  const running = await remoteDemo(
    demo({
      routes: {
        blob: async () => {
          await held.promise;
          throw demoError('demo.full', 507, 'never');
        },
      },
    }),
  );
  const { body, taken, cancelled } = source(200 * mebibyte);
  const answer = connect(demoContract, running.endpoint, ports).bytes('blob', { method: 'PUT', body });
  const settled = await settledValue(taken);
  assert.ok(settled < 32 * mebibyte, `${settled / mebibyte} MiB were read for a service that read nothing`);
  held.resolve();
  await assert.rejects(answer, { code: 'demo.full' });
  await cancelled;
  await running.close();
});

test("a caller's abort reaches the handler, before and after the headers", async () => {
  for (const after of [false, true]) {
    const aborted = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const running = await remoteDemo(
      demo({
        routes: {
          blob: async (request, { signal }) => {
            signal.addEventListener('abort', () => aborted.resolve());
            begun.resolve();
            if (!after) await aborted.promise;
            return new Response(new ReadableStream({ cancel: () => assert.ok(request.signal.aborted) }));
          },
        },
      }),
    );
    const controller = new AbortController();
    const { signal } = controller;
    const pending = connect(demoContract, running.endpoint, ports).bytes('blob', { method: 'GET', signal });
    const body = after ? (await pending).text() : pending;
    await begun.promise;
    controller.abort(new Error('enough'));
    await assert.rejects(body);
    await aborted.promise;
    await running.close();
  }
});

test('an answer that comes when its caller has gone lets go of what it holds', async () => {
  const begun = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<void>();
  const { body, cancelled } = source(mebibyte);
  const endpoint = localDemo(
    demo({
      routes: {
        async blob() {
          begun.resolve();
          await gone.promise;
          return new Response(body);
        },
      },
    }),
  );
  const controller = new AbortController();
  const pending = connect(demoContract, endpoint, ports).bytes('blob', { method: 'GET', signal: controller.signal });
  await begun.promise;
  controller.abort(new Error('enough'));
  await assert.rejects(pending, /enough/);
  gone.resolve();
  await cancelled;
});

test('a stream outlives the time that its headers had', async () => {
  const running = await remoteDemo(
    demo({
      routes: {
        blob: async () => {
          const body = new ReadableStream({
            async start(controller) {
              await systemClock.sleep(300);
              controller.enqueue(new TextEncoder().encode('late but whole'));
              controller.close();
            },
          });
          return new Response(body);
        },
      },
    }),
  );
  const answer = await connect(demoContract, running.endpoint, ports).bytes('blob', { method: 'GET', timeoutMs: 150 });
  assert.equal(await answer.text(), 'late but whole');
  await running.close();
});

for (const stands of [false, true]) {
  test(`an upload that ${stands ? 'stands still is given up' : 'moves outlives the time that its answer has'}`, async () => {
    let received = 0;
    const running = await remoteDemo(
      demo({
        routes: {
          blob: async (request) => {
            for await (const chunk of request.body ?? []) received += chunk.byteLength;
            return new Response(String(received));
          },
        },
      }),
    );
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (sent === 6) return controller.close();
        if (stands && sent === 3) return new Promise(() => undefined);
        await systemClock.sleep(200);
        sent++;
        controller.enqueue(new Uint8Array(10));
      },
    });
    const client = connect(demoContract, running.endpoint, ports);
    const pending = client.bytes('blob', { method: 'PUT', body, timeoutMs: 800 });
    if (stands) await assert.rejects(pending, { code: 'peer.timeout' });
    else assert.equal(await (await pending).text(), '60');
    await running.close();
  });
}

test('bytes keep their encoding, ranges and validators', async () => {
  const running = await remoteDemo(
    demo({
      routes: {
        blob: async (request) => {
          assert.equal(request.headers.get('range'), 'bytes=0-3');
          const headers = {
            'content-encoding': 'gzip',
            etag: '"a"',
            'content-range': 'bytes 0-3/9',
            'content-length': '4',
          };
          return new Response(request.method === 'HEAD' ? null : 'abcd', { status: 206, headers });
        },
      },
    }),
  );
  const { bytes } = connect(demoContract, running.endpoint, ports);
  for (const method of ['GET', 'HEAD'] as const) {
    const answer = await bytes('blob', { method, headers: { range: 'bytes=0-3' } });
    assert.deepEqual([answer.status, await answer.text()], [206, method === 'GET' ? 'abcd' : '']);
    const of = (name: string) => answer.headers.get(name);
    assert.deepEqual([of('etag'), of('content-encoding'), of('content-length')], ['"a"', 'gzip', '4']);
  }
  await running.close();
});

test('nobody without the secret calls a peer, and anybody may ask for its health', async () => {
  const running = await remoteDemo();
  const path = '/api/demo/people/Ada';
  for (const authorization of ['', `Bijou ${secret}x`, `Bearer ${secret}`, 'Bijou', secret]) {
    const answer = await fetch(running.address + path, {
      headers: { authorization, 'bijou-principal': '{"kind":"peer"}' },
    });
    assert.equal(answer.status, 403, authorization);
    assert.equal((await answer.json()).error.code, 'request.peer-only');
  }
  const wrong = remoteEndpoint({ service: 'demo', discovery: running.discovery, secret: 'guess', ...ports });
  await assert.rejects(connect(demoContract, wrong, ports).calls.greet({ name: 'A' }), { code: 'request.peer-only' });
  assert.equal((await fetch(`${running.address}/healthz`)).status, 200);
  assert.equal((await fetch(`${running.address}/readyz`)).status, 200);
  await running.close();
});

test('readiness names the service that is not ready', async () => {
  const health = () => ({ demo: { ready: false, why: 'its file is locked' } }) as const;
  const listener = await peerListener({ endpoints: {}, secret, port: 0, health, ...ports });
  const answer = await fetch(`${listener.address}/readyz`);
  assert.deepEqual([answer.status, await answer.json()], [503, { ready: false, services: health() }]);
  await listener.close(0);
});

test('what a process counts is told to whoever brings the secret, and to nobody else', async () => {
  const metrics = async () => ({ contentType: 'text/plain', body: 'bijou_x 1\n' });
  const listener = await peerListener({ endpoints: {}, secret, port: 0, health: () => ({}), metrics, ...ports });
  assert.equal((await (await fetch(`${listener.address}/metrics`)).json()).error.code, 'request.peer-only');
  const answer = await fetch(`${listener.address}/metrics`, { headers: { authorization: `Bijou ${secret}` } });
  assert.equal(await answer.text(), 'bijou_x 1\n');
  await listener.close(0);
});

test('a peer that is not there is unavailable, and one that came back elsewhere is found', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-run-'));
  const discovery = fileDiscovery({ folder, clock: systemClock });
  const endpoint = remoteEndpoint({ service: 'demo', discovery, secret, ...ports });
  const client = connect(demoContract, endpoint, ports);
  await assert.rejects(client.calls.once({}), { code: 'peer.unavailable', status: 503 });
  const withdrawals: (() => Promise<void>)[] = [];
  for (let life = 0; life < 2; life++) {
    const running = await remoteDemo();
    const withdraw = await discovery.announce({ targets: ['demo', 'other'], peerAddress: running.address });
    assert.deepEqual(await client.calls.once({}), {});
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('once'));
        controller.close();
      },
    });
    assert.equal(await (await client.bytes('blob', { method: 'PUT', body })).text(), 'once');
    await running.close();
    withdrawals.push(withdraw);
  }
  for (const withdraw of withdrawals) await withdraw();
  assert.deepEqual(await readdir(join(folder, 'run', 'processes')), []);
  await rm(folder, { recursive: true });
});

test('a record whose process is gone is passed over, and taken away when the next process comes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bijou-run-'));
  const discovery = fileDiscovery({ folder, clock: systemClock });
  const withdraw = await discovery.announce({ targets: ['all'], peerAddress: 'http://127.0.0.1:1' });
  const me = processStart(systemClock);
  const processes = join(folder, 'run', 'processes');
  const dead = { targets: ['demo'], ...me, peerAddress: 'http://127.0.0.1:2' };
  for (const [name, text] of [
    [`${me.pid}-Dead00`, JSON.stringify({ ...dead, life: `${me.pid}-Dead00` })],
    [`${me.pid}-Torn00`, 'torn'],
  ] as const) {
    await mkdir(join(processes, name));
    await writeFile(join(processes, name, 'record.json'), text);
  }
  assert.deepEqual(await discovery.find('demo'), [{ address: 'http://127.0.0.1:1' }]);
  await (await discovery.announce({ targets: ['other'], peerAddress: 'http://127.0.0.1:3' }))();
  assert.equal((await readdir(processes)).filter((name) => !name.endsWith('.lock')).length, 1, 'the living one’s');
  assert.deepEqual(
    (await discovery.all()).map(({ pid }) => pid),
    [me.pid],
  );
  await withdraw();
  const takeBack = await writeServer(folder, { targets: ['all'], ...me, publicAddress: 'http://127.0.0.1:8080' });
  assert.equal((await readServer(folder))?.publicAddress, 'http://127.0.0.1:8080');
  await takeBack();
  assert.equal(await readServer(folder), undefined);
  await rm(folder, { recursive: true });
});

test('the first discovery that knows a service is believed', async () => {
  const named = staticDiscovery([parsePeer('studio=http://10.0.0.2:4711/')]);
  const other = staticDiscovery([parsePeer('studio=http://10.0.0.3:1'), parsePeer('catalog=http://10.0.0.3:2')]);
  const both = firstOf([named, other]);
  assert.deepEqual(await both.find('studio'), [{ address: 'http://10.0.0.2:4711' }]);
  assert.deepEqual(await both.find('catalog'), [{ address: 'http://10.0.0.3:2' }]);
  for (const wrong of ['studio', 'studio=', 'studio=ftp://a', 'studio=http://', '=http://a']) {
    assert.throws(() => parsePeer(wrong), { code: 'request.invalid' }, wrong);
  }
});

test('the door repeats a small call under one token, and a byte route never when it has a body', async () => {
  const tokens: (string | null)[] = [];
  let fails = 2;
  const flaky = async (request: Request): Promise<Response> => {
    tokens.push(request.headers.get('idempotency-key'));
    if (fails-- > 0) throw wireErrors.error('peer.unavailable', { service: 'demo' });
    return localDemo()(request);
  };
  const endpoint = withPolicy(demoContract, flaky, ports);
  const headers = { 'bijou-principal': JSON.stringify(theOwner), 'content-type': 'application/json' };
  const put = new Request('http://x/api/demo/things/a', { method: 'POST', headers, body: '{"value":1}' });
  const answer = await endpoint(put);
  assert.equal((await answer.json()).value, 1);
  assert.equal(tokens.length, 3);
  assert.ok(tokens[0] !== null && new Set(tokens).size === 1);
  fails = 9;
  tokens.length = 0;
  const blob = new Request('http://x/api/demo/blobs/a', { method: 'PUT', headers, body: 'x' });
  await assert.rejects(endpoint(blob), { code: 'peer.unavailable' });
  assert.equal(tokens.length, 1);
});

/** What a count comes to rest at: the same over several looks. */
async function settledValue(look: () => number): Promise<number> {
  for (let same = 0, last = -1; ; ) {
    const now = look();
    same = now === last && now > 0 ? same + 1 : 0;
    last = now;
    if (same >= 5) return now;
    await systemClock.sleep(20);
  }
}
