import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BijouError, systemClock as clock, systemRandom as random } from '../../kit/index.ts';
import { engineCalls } from '../engines/calls.ts';
import { openMetrics } from './metrics.ts';

const busy = new BijouError({ code: 'x.busy', status: 503, retry: 'transient', sentence: 'Busy.', details: {} });

test('from the first look on, each attempt at an engine is counted, with its error and how long it took', async () => {
  const metrics = openMetrics();
  const call = engineCalls({ clock, random, meter: metrics.ofEngine('queue', 'sqs') });
  await call('send', async () => 'before');
  const { contentType } = await metrics.text();
  assert.match(contentType, /^text\/plain/);
  let attempts = 0;
  await call('send', async () => {
    attempts += 1;
    if (attempts < 3) throw busy;
  });
  const { body } = await metrics.text();
  assert.match(body, /bijou_engine_call_seconds_count\{port="queue",adapter="sqs",call="send"\} 3/);
  assert.match(body, /bijou_engine_call_errors_total\{port="queue",adapter="sqs",call="send",code="x.busy"\} 2/);
  assert.match(body, /process_cpu_user_seconds_total/);
});

test('levels of one name are told together, and one that cannot be told is left out', async () => {
  const metrics = openMetrics();
  const level = (reader: string, read: () => Promise<number>) => ({
    ...{ name: 'bijou_log_lag', help: 'Records.', labels: ['reader'] },
    read: async () => [{ labels: { reader }, value: await read() }],
  });
  metrics.watch(level('one', async () => 7));
  await metrics.text();
  metrics.watch(level('other', async () => 8));
  metrics.watch(level('broken', () => Promise.reject(busy)));
  const { body } = await metrics.text();
  assert.match(body, /bijou_log_lag\{reader="one"\} 7\nbijou_log_lag\{reader="other"\} 8\n/);
  assert.doesNotMatch(body, /broken/);
});
