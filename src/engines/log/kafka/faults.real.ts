// engines: kafka
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createTopicsV7, deleteTopicsV6, endTxnV3 } from '@platformatic/kafka';
import { hasCode, systemClock, systemRandom } from '../../../kit/index.ts';
import { adapter, optionsOf } from '../testing/kafka.ts';
import { until, valuesOf } from '../testing/rig.ts';
import { openCluster } from './cluster.ts';
import { KafkaFailure } from './failure.ts';
import { openKafkaLog } from './open.ts';
import { openLanes } from './producing.ts';
import { messagesOf } from './record.ts';
import { openTopics } from './topics.ts';
import { beginWriter, isOver } from './transactions.ts';

const clock = systemClock;

async function opened(t: TestContext, over: object = {}) {
  const options = optionsOf(await adapter.newPlace(), over);
  const log = await openKafkaLog({ options, clock, random: systemRandom });
  const cluster = openCluster(options, { clock });
  t.after(() => {
    cluster.close();
    return log.close();
  });
  await log.declare('x', { partitions: 1, keep: { what: 'everything' } });
  const { name } = await openTopics(cluster, options).of('x');
  const message = (value: string) => messagesOf({ key: 'k', value }, { kinds: [], unique: () => value });
  const read = async () => valuesOf((await log.read('x', { partition: 0, from: 0, limit: 100, waitMs: 0 })).records);
  return { options, log, cluster, name, message, read };
}

test('a writer that died in the middle is followed by another under its name, and nothing of its half is read', async (t) => {
  const { options, cluster, name, message, read, log } = await opened(t, { transactionTimeoutMs: 60_000 });
  const begin = () => beginWriter(cluster, `${name}/dies`, { clock, options });
  for (let n = 0; n < 3; n += 1) {
    const dies = await begin();
    // Without its commit: what a process leaves that was killed there.
    const halved = { ...cluster, ask: refusing(cluster.ask) };
    const half = await beginWriter(halved, `${name}/dies`, { clock, options: { ...options, appendTimeoutMs: 50 } });
    await assert.rejects(half.append([{ name, partition: 0, messages: message(`half ${n}`) }]));
    await assert.rejects(dies.append([{ name, partition: 0, messages: message('zombie') }]), isOver);
    const next = await begin();
    await next.append([{ name, partition: 0, messages: message(`whole ${n}`) }]);
  }
  assert.deepEqual(await read(), ['whole 0', 'whole 1', 'whole 2']);
  assert.deepEqual(await log.bounds('x', 0).then(({ end }) => end > 3), true);
});

/** A way to the brokers on which no transaction is brought to an end. */
function refusing(ask: ReturnType<typeof openCluster>['ask']): typeof ask {
  return async (broker, api, ...rest) => {
    if ((api as unknown) === endTxnV3.api) throw new KafkaFailure('UNKNOWN_SERVER_ERROR', 'killed');
    return ask(broker, api, ...rest);
  };
}

test('an answer that was lost is asked for again, and what it was about is written once', async (t) => {
  const { options, cluster, name, message, read } = await opened(t);
  let lost = 0;
  const lossy: typeof cluster = {
    ...cluster,
    async ask(broker, api, request, lane) {
      const answer = await cluster.ask(broker, api, request, lane);
      // Every second answer to what was produced.
      if (api.key === 0 && lost++ % 2 === 0) throw new KafkaFailure(undefined, 'lost');
      return answer;
    },
  };
  const lanes = openLanes(lossy, options);
  for (let n = 0; n < 20; n += 1) await lanes.append(name, 0, [message(String(n))]);
  assert.ok(lost > 20, 'no answer was lost');
  assert.deepEqual(
    await read(),
    Array.from({ length: 20 }, (_, n) => String(n)),
  );
});

test('brokers that have forgotten a producer are told by another, and nothing is lost or doubled', async (t) => {
  const { options, cluster, name, message, read } = await opened(t);
  const lanes = openLanes(cluster, options);
  await lanes.append(name, 0, [message('before')]);
  await cluster.ask(await cluster.anyBroker(), deleteTopicsV6.api, [[{ name }], 10_000]);
  const made = { name, numPartitions: 1, replicationFactor: options.replication, assignments: [], configs: [] };
  await until(async () => {
    const { topics } = await cluster.ask(await cluster.anyBroker(), createTopicsV7.api, [[made], 10_000, false]);
    return topics[0]?.errorCode === 0;
  });
  for (let n = 0; n < 5; n += 1) await lanes.append(name, 0, [message(String(n))]);
  assert.deepEqual(await read(), ['0', '1', '2', '3', '4']);
});

test('what is more than a batch of one key is refused for good, and of many keys goes in several', async (t) => {
  const { log } = await opened(t);
  const value = 'x'.repeat(300_000);
  const many = Array.from({ length: 12 }, (_, n) => ({ key: `k${n}`, value }));
  await log.append('x', many);
  const found = new Set<string>();
  for (let from = 0; found.size < many.length; ) {
    const { records, next } = await log.read('x', { partition: 0, from, limit: 5, waitMs: 1_000 });
    for (const { key } of records) found.add(key);
    from = next;
  }
  const tooMuch = many.map((record) => ({ ...record, key: 'k' }));
  await assert.rejects(log.append('x', tooMuch), (error) => hasCode(error, 'log.too-large'));
});

test('two readers of a partition in one process, at two places, each read what lies there', async (t) => {
  const { log } = await opened(t);
  for (let n = 0; n < 10; n += 1) await log.append('x', [{ key: 'k', value: String(n) }]);
  const { records: all } = await log.read('x', { partition: 0, from: 0, limit: 100, waitMs: 0 });
  const from = all.map(({ offset }) => offset);
  const pages = await Promise.all(
    from.map((offset) => log.read('x', { partition: 0, from: offset, limit: 100, waitMs: 10_000 })),
  );
  assert.deepEqual(
    pages.map(({ records }) => valuesOf(records)[0]),
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  );
});

test('nothing listens: it is said to be away, for the moment', async () => {
  const options = optionsOf('nowhere', { brokers: ['127.0.0.1:1'] });
  const log = await openKafkaLog({ options, clock, random: systemRandom });
  await assert.rejects(log.append('x', [{ key: 'k', value: 'v' }]), (error) => hasCode(error, 'log.unreachable'));
  await log.close();
});
