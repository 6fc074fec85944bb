import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { systemClock } from '../kit/index.ts';
import { type Lifecycle, obeyProcess, openLifecycle, silentLogger } from './index.ts';

const ports = { clock: systemClock, logger: silentLogger };

function part(name: string, done: string[], stop: () => Promise<void> = async () => undefined) {
  return {
    start: async () => {
      done.push(`start ${name}`);
      return name;
    },
    stop: async (started: string) => {
      done.push(`stop ${started}`);
      await stop();
    },
    stopMs: 30,
  };
}

test('parts stop in reverse, once, and none holds up the others', async () => {
  const lifecycle = openLifecycle(ports);
  const done: string[] = [];
  await lifecycle.start('a', part('a', done));
  await lifecycle.start(
    'b',
    part('b', done, () => new Promise(() => undefined)),
  );
  await lifecycle.start(
    'c',
    part('c', done, async () => Promise.reject(new Error('stuck'))),
  );
  await Promise.all([lifecycle.stop('test'), lifecycle.stop('again')]);
  assert.deepEqual(done, ['start a', 'start b', 'start c', 'stop c', 'stop b', 'stop a']);
});

test('a part that starts while stopping begins is stopped too', async () => {
  const lifecycle = openLifecycle(ports);
  const done: string[] = [];
  const held = Promise.withResolvers<void>();
  const late = part('late', done);
  const starting = lifecycle.start('late', { ...late, start: () => held.promise.then(late.start) });
  await lifecycle.stop('test');
  held.resolve();
  await assert.rejects(starting, /Stopping/);
  assert.deepEqual(done, ['start late', 'stop late']);
});

function fakeProcess(lifecycle: Lifecycle, clock = systemClock) {
  const exits = Promise.withResolvers<number>();
  const codes: number[] = [];
  const events = Object.assign(new EventEmitter(), {
    exit: (code: number) => {
      codes.push(code);
      exits.resolve(code);
    },
  });
  const untie = obeyProcess(lifecycle, { process: events, logger: silentLogger, clock });
  return { events, codes, exited: exits.promise, untie };
}

test('one signal stops in order, a second at once unless it is the same wish told twice, a fault with 1', async () => {
  const gentle = fakeProcess(openLifecycle(ports));
  gentle.events.emit('SIGTERM');
  assert.equal(await gentle.exited, 0);
  const hungUp = fakeProcess(openLifecycle(ports));
  hungUp.events.emit('SIGHUP');
  assert.equal(await hungUp.exited, 0);

  const stuck = openLifecycle(ports);
  await stuck.start('stuck', { start: async () => 0, stop: () => new Promise(() => undefined), stopMs: 50 });
  let now = 0;
  const hasty = fakeProcess(stuck, { ...systemClock, monotonic: () => now });
  hasty.events.emit('SIGINT');
  hasty.events.emit('SIGTERM');
  assert.deepEqual(hasty.codes, []);
  now = 600;
  hasty.events.emit('SIGINT');
  assert.deepEqual(hasty.codes, [130]);
  await stuck.stop('test');

  const broken = fakeProcess(openLifecycle(ports));
  broken.events.emit('unhandledRejection', new Error('a fault'));
  assert.equal(await broken.exited, 1);
  broken.untie();
  assert.equal(broken.events.eventNames().length, 0);
});
