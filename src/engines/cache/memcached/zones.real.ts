// engines: memcached
// A zone's memcached is stopped, killed and brought back empty, under readers and writers that know what was told to be
// true. ROUNDS= says how often each. The servers are of its own, so that nobody else's are harmed.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { after, before, suite, test } from 'node:test';
import { silentLogger } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import type { Cache } from '../index.ts';
import { openMemcached } from './open.ts';
import { memcachedOptions } from './options.ts';

const rounds = Number(process.env.ROUNDS ?? 3);
const names = ['a', 'b', 'c'] as const;
const lifetime = { ttlSeconds: 600 };
const keys = Array.from({ length: 50 }, (_, n) => `key ${n}`);

suite('three zones, of which one goes away', { timeout: 600_000 }, () => {
  const servers = new Map<string, { port: number; child: ChildProcess }>();
  let cache: Cache;

  before(async () => {
    for (const name of names) await start(name, await freePort());
    cache = await open();
  });
  after(async () => {
    await cache.close();
    for (const { child } of servers.values()) child.kill('SIGKILL');
  });

  for (const how of ['stopped', 'killed'] as const)
    test(`a zone ${how} and back: no error, nothing older than what was told to be true`, async (t) => {
      const checker = startChecker(() => cache);
      const backMs: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const name = names[round % names.length] ?? 'a';
        const server = servers.get(name);
        assert.ok(server);
        if (how === 'stopped') await stop(server.child);
        else server.child.kill('SIGKILL');
        // Now and then for longer than a write may take, so that its connection is given up with writes on their way.
        await systemClock.sleep(round % 2 === 0 ? 1_200 : 200);
        const returnedAt = performance.now();
        if (how === 'stopped') server.child.kill('SIGCONT');
        else await start(name, server.port);
        while (!(await cache.set('probe', Uint8Array.of(round), lifetime))) await systemClock.sleep(5);
        backMs.push(Math.round(performance.now() - returnedAt));
        await systemClock.sleep(100);
      }
      const { reads, hits, writes, doubtful, stale } = await checker.stop();
      t.diagnostic(
        `${rounds} times ${how}: ${reads} reads, ${hits} hits, ${writes} writes, ${doubtful} doubtful; writes true again after ${backMs.join(', ')} ms`,
      );
      assert.deepEqual(stale, []);
      assert.ok(doubtful > 0 && writes > doubtful, 'the faults were met');
    });

  test('what a stopped server had in its buffers does not come over what was told to be true later', async (t) => {
    const server = servers.get('b');
    assert.ok(server);
    const inB = await open('b');
    t.after(() => inB.close());
    for (let round = 0; round < rounds; round += 1) {
      await cache.set('late', Uint8Array.of(0), lifetime);
      await stop(server.child);
      assert.equal(await cache.set('late', Uint8Array.of(1), lifetime), false);
      server.child.kill('SIGCONT');
      while (!(await cache.set('late', Uint8Array.of(2), lifetime))) await systemClock.sleep(1);
      for (let times = 0; times < 50; times += 1) {
        const read = await inB.get('late');
        assert.ok(read === undefined || read[0] === 2, `${read}`);
      }
    }
  });

  test('what a zone missed is gone from it before it is read from again', async (t) => {
    const server = servers.get('b');
    assert.ok(server);
    const inB = await open('b');
    t.after(() => inB.close());
    await inB.set('missed', Uint8Array.of(1), lifetime);
    await stop(server.child);
    assert.equal(await inB.set('missed', Uint8Array.of(2), lifetime), false);
    assert.deepEqual(await inB.get('missed'), Uint8Array.of(2), 'another zone has it');
    server.child.kill('SIGCONT');
    while (!(await inB.set('probe', Uint8Array.of(0), lifetime))) await systemClock.sleep(1);
    const onlyB = await open('b', ['b']);
    t.after(() => onlyB.close());
    assert.equal(await onlyB.get('missed'), undefined);
    assert.deepEqual(await inB.get('missed'), Uint8Array.of(2));
  });

  async function start(name: string, port: number): Promise<void> {
    const child = spawn('memcached', ['-u', 'nobody', '-l', '127.0.0.1', '-p', String(port), '-U', '0', '-t', '4'], {
      stdio: 'ignore',
    });
    await once(child, 'spawn');
    servers.set(name, { port, child });
  }

  /** As a process in `zone` has it, which knows of `some` zones. */
  function open(zone = 'a', some: readonly string[] = names): Promise<Cache> {
    const zones = Object.fromEntries(some.map((name) => [name, { servers: [`127.0.0.1:${servers.get(name)?.port}`] }]));
    const options = memcachedOptions.parse({ zones, zone, writeTimeoutMs: 600 });
    return openMemcached({ options, clock: systemClock, random: systemRandom, logger: silentLogger });
  }
});

/** One writer and readers a key; a reader knows what was true before it asked. */
function startChecker(cache: () => Cache) {
  const counts = { reads: 0, hits: 0, writes: 0, doubtful: 0 };
  const stale: string[] = [];
  let stopped = false;

  async function follow(key: string, salt: number): Promise<void> {
    let written = salt * 1_000_000;
    // The oldest that may still be read.
    let least = 0;
    async function read(): Promise<void> {
      while (!stopped) {
        const atLeast = least;
        const found = await cache().get(key);
        counts.reads += 1;
        if (found !== undefined) {
          counts.hits += 1;
          const value = Number(Buffer.from(found).toString());
          if (value < atLeast) stale.push(`${key}: ${value} after ${atLeast}`);
        }
        await systemClock.sleep(2);
      }
    }
    async function write(): Promise<void> {
      while (!stopped) {
        written += 1;
        const value = written;
        const done = await cache().set(key, Buffer.from(String(value)), lifetime);
        counts.writes += 1;
        if (done) least = value;
        else counts.doubtful += 1;
        await systemClock.sleep(5);
      }
    }
    await cache().delete(key);
    await Promise.all([read(), read(), write()]);
  }

  const salt = Math.floor(Date.now() / 1000) % 1_000_000;
  const ended = Promise.all(keys.map((key) => follow(key, salt)));
  return {
    async stop() {
      stopped = true;
      await ended;
      return { ...counts, stale };
    },
  };
}

/** The signal is on its way for a while; what is sent meanwhile is answered. */
async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGSTOP');
  while (!/\) T/.test(await readFile(`/proc/${child.pid}/stat`, 'utf8'))) await systemClock.sleep(1);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
