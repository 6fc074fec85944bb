import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Env, readSettings } from '../../host/index.ts';
import { hasCode } from '../../kit/index.ts';
import { configOf, defaultConfig, settings } from './config.ts';

const readConfig = (env: Env) => configOf(readSettings(env, settings));

test('without variables the defaults hold', () => {
  assert.deepEqual(readConfig({}), defaultConfig);
});

test('variables are read in their units', () => {
  const config = readConfig({ BIJOU_URL_TTL: '60', BIJOU_LEASE_MS: '2000', BIJOU_UPLOAD_TTL: '3600' });
  assert.equal(config.urlTtlSeconds, 60);
  assert.equal(config.leaseMs, 2000);
  assert.equal(config.uploadTtlMs, 3_600_000);
});

test('a variable that makes no sense stops the start and names itself', () => {
  for (const value of ['soon', '-1', '1.5', '0']) {
    assert.throws(
      () => readConfig({ BIJOU_URL_TTL: value }),
      (error) => hasCode(error, 'config.invalid') && /BIJOU_URL_TTL/.test(String(error)),
    );
  }
});
