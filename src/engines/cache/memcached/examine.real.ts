// engines: memcached
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type Clock, systemClock } from '../../../kit/index.ts';
import type { Finding } from '../../connection/index.ts';
import { memcachedForTests } from '../testing/memcached.ts';
import { examineMemcached } from './examine.ts';
import { type MemcachedOptions, memcachedOptions } from './options.ts';

async function wrongs(options: MemcachedOptions, clock: Clock = systemClock): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of examineMemcached(options, { clock }))
    if (finding.wrong !== undefined) found.push(finding);
  return found;
}

const codes = (found: readonly Finding[]) => [...new Set(found.map(({ wrong }) => wrong))];

/** Options of a server that says `answer` to whatever it is asked. */
async function saying(t: TestContext, answer: string | undefined): Promise<MemcachedOptions> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => answer && socket.write(answer));
    t.after(() => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const { port } = server.address() as { port: number };
  return memcachedOptions.parse({ zones: { a: { servers: [`127.0.0.1:${port}`] } }, connectTimeoutMs: 300 });
}

test('servers as they should be have nothing wrong', async () => {
  assert.deepEqual(await wrongs(memcachedForTests()), []);
});

test('a clock that is off, and pieces that are too large, are told', async () => {
  const late = { ...systemClock, now: () => systemClock.now() + 60_000 };
  assert.deepEqual(codes(await wrongs(memcachedForTests(), late)), ['clock']);
  assert.deepEqual(codes(await wrongs(memcachedForTests({ pieceBytes: 1024 * 1024 }))), ['settings']);
});

test('down, unknown to DNS, hanging, old, locked, full and something else are told apart', async (t) => {
  const at = (server: string) => memcachedOptions.parse({ zones: { a: { servers: [server] } } });
  const first = async (options: MemcachedOptions) => {
    const [finding] = await wrongs(options);
    return `${finding?.wrong}: ${finding?.sentence}`;
  };
  assert.match(await first(at('127.0.0.1:1')), /^down: Nothing listens/);
  assert.match(await first(at('no-such-host.invalid')), /^down: The name of .* DNS/);
  assert.match(await first(await saying(t, undefined)), /^slow: /);
  assert.match(await first(await saying(t, 'VERSION 1.5.22\r\n')), /^too-old: .*1\.6\.12/);
  assert.match(await first(await saying(t, 'CLIENT_ERROR unauthenticated\r\n')), /^credentials: /);
  assert.match(await first(await saying(t, 'ERROR Too many open connections\r\n')), /^settings: /);
  assert.match(await first(await saying(t, 'HTTP/1.1 400 Bad Request\r\n')), /^down: .*no memcached/);
  assert.match(await first({ ...(await saying(t, 'HTTP/1.1 400 Bad Request\r\n')), tls: true }), /^encryption: /);
});
