// A service that runs in several processes, as its callers meet it.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type Clock, hasCode, seededRandom, systemClock } from '../kit/index.ts';
import { demo, demoContract, ports, remoteDemo, secret } from './demo.test.ts';
import { connect, remoteEndpoint, staticDiscovery } from './index.ts';
import { openBalance } from './remote/balance.ts';

/** Any pause before another attempt is a fault here. */
const impatient: Clock = {
  ...systemClock,
  async sleep(ms, signal) {
    if (ms < 3_000) throw new Error(`It waited ${ms} ms before it asked another instance.`);
    await systemClock.sleep(ms, signal);
  },
};

/** An instance that takes a request and dies over it. */
async function dying(t: TestContext): Promise<{ address: string; met: () => number }> {
  let met = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      met += 1;
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  return { address: `http://127.0.0.1:${port}`, met: () => met };
}

function clientOf(addresses: readonly string[], { seed = 1 } = {}) {
  const discovery = staticDiscovery(addresses.map((address) => ({ service: 'demo', address })));
  const random = seededRandom(seed);
  const endpoint = remoteEndpoint({ service: 'demo', discovery, secret, clock: systemClock, random });
  return connect(demoContract, endpoint, { clock: impatient, random });
}

async function instance(t: TestContext): Promise<{ address: string; calls: () => number; close(): Promise<void> }> {
  let calls = 0;
  const greet: ReturnType<typeof demo>['calls']['greet'] = async (input, context) => {
    calls += 1;
    return demo().calls.greet(input, context);
  };
  const running = await remoteDemo(demo({ calls: { greet } }));
  t.after(() => running.close());
  return { address: running.address, calls: () => calls, close: running.close };
}

test('two instances share the calls', async (t) => {
  const both = [await instance(t), await instance(t)];
  const client = clientOf(both.map(({ address }) => address));
  for (let count = 0; count < 40; count += 1) await client.calls.greet({ name: 'Ada' });
  for (const { calls } of both) assert.ok(calls() >= 8, `${calls()} of 40`);
});

test('where one has gone, the other answers at once, and the one is left alone', async (t) => {
  for (let seed = 1; seed <= 4; seed += 1) {
    const gone = await instance(t);
    const there = await instance(t);
    await gone.close();
    const client = clientOf([gone.address, there.address], { seed });
    for (let count = 0; count < 5; count += 1) await client.calls.greet({ name: 'Ada' });
    assert.equal(there.calls(), 5);
  }
});

test('an instance that dies over a call costs a call that may be sent again nothing, and is not asked again soon', async (t) => {
  for (let seed = 1; seed <= 4; seed += 1) {
    const one = await dying(t);
    const other = await instance(t);
    const client = clientOf([one.address, other.address], { seed });
    for (let count = 0; count < 10; count += 1) await client.calls.greet({ name: 'Ada' });
    assert.equal(other.calls(), 10);
    assert.ok(one.met() <= 1, `${one.met()} times`);
  }
});

test('what may not be sent again is not', async (t) => {
  let met = 0;
  for (let seed = 1; seed <= 6; seed += 1) {
    const one = await dying(t);
    const other = await instance(t);
    const client = clientOf([one.address, other.address], { seed });
    try {
      await client.calls.once({});
    } catch (error) {
      assert.ok(hasCode(error, 'peer.unavailable'));
      met += 1;
    }
  }
  assert.ok(met > 0, 'chance met the dying one');
});

test('one that hangs is asked less and less', () => {
  const balance = openBalance({ clock: ports.clock, random: seededRandom(7) });
  const asked = { hangs: 0, answers: 0 };
  for (let count = 0; count < 100; count += 1) {
    const [first = ''] = balance.order(['hangs', 'answers']);
    asked[first as keyof typeof asked] += 1;
    const over = balance.begin(first);
    if (first === 'answers') over();
  }
  assert.ok(asked.hangs <= 1, `${asked.hangs} of 100`);
});
