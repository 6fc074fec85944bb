import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Env, readSettings } from '../../host/index.ts';
import { configOf, defaultConfig, settings } from './config.ts';

const readConfig = (env: Env) => configOf(readSettings(env, settings));

test('memory is given in bytes or with a unit', () => {
  assert.deepEqual(readConfig({}), defaultConfig);
  assert.equal(readConfig({ BIJOU_APPLIANCE_MEMORY: '64M' }).memoryBytes, 67_108_864);
  assert.equal(readConfig({ BIJOU_APPLIANCE_MEMORY: '5000000' }).memoryBytes, 5_000_000);
  assert.equal(readConfig({ BIJOU_APPLIANCE_CONNECTIONS: '50' }).maxConnections, 50);
});

test('settings that make no sense are refused with their name', () => {
  for (const BIJOU_APPLIANCE_MEMORY of ['1K', '-5', 'much', '12 XB'])
    assert.throws(
      () => readConfig({ BIJOU_APPLIANCE_MEMORY }),
      /BIJOU_APPLIANCE_MEMORY is .* it should be a number of bytes/,
    );
  for (const BIJOU_APPLIANCE_CONNECTIONS of ['0', '1.5', 'x'])
    assert.throws(() => readConfig({ BIJOU_APPLIANCE_CONNECTIONS }), /it should be a whole number/);
});
