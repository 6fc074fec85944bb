import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sqlErrors } from '../engines/sql/errors.ts';
import { silentLogger as logger } from '../host/index.ts';
import { systemClock as clock, systemRandom as random } from '../kit/index.ts';
import { startService } from './start-service.ts';
import { type AnyManifest, services } from './table.ts';

/** A service whose first starts fail so. */
function failing(errors: readonly Error[]) {
  const told = { opened: 0, closed: 0, started: 0 };
  const service: AnyManifest = {
    ...services.gateway,
    async start() {
      const error = errors[told.started];
      told.started += 1;
      if (error !== undefined) throw error;
      return {
        implementation: { calls: {}, routes: {} },
        readiness: () => ({ ready: true }),
        stop: async () => undefined,
      } as never;
    },
  };
  async function open() {
    told.opened += 1;
    const close = async () => {
      told.closed += 1;
    };
    return { given: {}, close };
  }
  const start = () => startService(service, { open, signal: new AbortController().signal, clock, random, logger });
  return { told, start };
}

test('a start that meets trouble of the moment is tried again, on ports of its own, and closes them as it stops', async () => {
  const { told, start } = failing([sqlErrors.error('sql.uncertain'), sqlErrors.error('sql.conflict')]);
  const started = await start();
  assert.deepEqual(told, { opened: 3, closed: 2, started: 3 });
  await started.stop();
  assert.equal(told.closed, 3);
});

test('a start that can never succeed is told at once, and leaves nothing open', async () => {
  const { told, start } = failing([new TypeError('no such setting')]);
  await assert.rejects(start(), /no such setting/);
  assert.deepEqual(told, { opened: 1, closed: 1, started: 1 });
});
