import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLogger } from '../host/index.ts';
import { systemClock } from '../kit/index.ts';
import type { ProcessRecord } from '../transport/index.ts';
import { watchAddresses } from './addresses.ts';
import type { Settings } from './settings.ts';

const record = { pid: 7, publicAddress: 'http://127.0.0.1:8080', mediaAddress: 'http://127.0.0.1:8081' };
const settings = { host: '127.0.0.1', port: 8080, hosts: [], origins: [], players: [], mediaOrigins: [] };

test('a page that was opened by an IPv6 loopback address gets media from a name that its policy can have', async () => {
  const addresses = watchAddresses(settings as unknown as Settings, {
    discovery: { all: async () => [record as unknown as ProcessRecord] } as never,
    clock: systemClock,
    logger: silentLogger,
  });
  await addresses.refresh();
  const from = (origin: string) => addresses.appliances(origin, 'a title').map(({ address }) => address);
  assert.deepEqual(from('http://[::1]:8080'), ['http://localhost:8081']);
  assert.ok(addresses.mediaOrigins().includes('http://localhost:8081'), 'its policy has that');
  assert.deepEqual(from('http://127.0.0.1:8080'), ['http://127.0.0.1:8081']);
  await addresses.stop();
});

test('a page that is opened while an appliance is away may fetch from it when it is back', async () => {
  let records = [record];
  const addresses = watchAddresses(settings as unknown as Settings, {
    discovery: { all: async () => records as unknown as readonly ProcessRecord[] } as never,
    clock: systemClock,
    logger: silentLogger,
  });
  await addresses.refresh();
  records = [];
  await addresses.refresh();
  assert.deepEqual(addresses.appliances('http://127.0.0.1:8080', 'a title'), [], 'nothing is promised');
  assert.ok(addresses.mediaOrigins().includes('http://127.0.0.1:8081'));
  await addresses.stop();
});

test('two appliances share the titles, and each title keeps its own when another comes', async () => {
  const ports = [8081, 8083, 8085];
  const rankedBy = async (count: number) => {
    const all = ports.slice(0, count).map((port) => ({ pid: port, mediaAddress: `http://127.0.0.1:${port}` }));
    const addresses = watchAddresses(settings as unknown as Settings, {
      discovery: { all: async () => all as unknown as readonly ProcessRecord[] } as never,
      clock: systemClock,
      logger: silentLogger,
    });
    await addresses.refresh();
    await addresses.stop();
    return (title: string) => addresses.appliances('http://127.0.0.1:8080', title).map(({ address }) => address);
  };
  const [two, three] = [await rankedBy(2), await rankedBy(3)];
  const titles = Array.from({ length: 60 }, (_, number) => `title ${number}`);
  const firsts = titles.map((title) => two(title)[0]);
  for (const port of ports.slice(0, 2))
    assert.ok(firsts.filter((address) => address?.endsWith(`:${port}`)).length > 15, `${port} has its share`);
  for (const title of titles) {
    assert.equal(two(title).length, 2, 'a player that is failed by one has the other');
    assert.deepEqual(
      three(title).filter((address) => !address.endsWith(':8085')),
      two(title),
    );
  }
});
