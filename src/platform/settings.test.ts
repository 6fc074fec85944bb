import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from './settings.ts';

const words = { port: undefined, host: undefined, data: undefined, target: undefined, peers: [] };

function refusalOf(env: Readonly<Record<string, string>>): string {
  try {
    readSettings(env, words);
    return '';
  } catch (error) {
    assert.equal((error as { code?: string }).code, 'config.invalid');
    return (error as Error).message;
  }
}

test('every bad setting is named before anything is opened, whichever service it is for', () => {
  const bad = {
    ...{ PORT: '8o80', HOST: 'http://x', BIJOU_LOG: 'loud', BIJOU_OPEN: 'maybe', BIJOU_ORIGINS: 'films.example' },
    ...{ BIJOU_URL_TTL: '1h', BIJOU_KEEP_REMOVED: 'ever', BIJOU_UPLOAD_TTL: '1', BIJOU_LEASE_MS: '0' },
    ...{ BIJOU_ENCODER_WORKERS: '0', BIJOU_APPLIANCE_MEMORY: '32X', BIJOU_DOOR_GRACE_MS: 'soon' },
    ...{ BIJOU_SECRET_FILE: '/nowhere/secret', BIJOU_QUIET_MS: '-1', BIJOU_MEDIA_PORT: '80.5' },
  };
  const told = refusalOf(bad);
  for (const name of Object.keys(bad)) assert.ok(told.includes(name), `${name} is not named in: ${told}`);
  assert.doesNotMatch(told, /ENOENT/);
  assert.equal(told.match(/BIJOU_URL_TTL is/g)?.length, 1, 'two services read it');
  assert.equal(refusalOf(Object.fromEntries(Object.keys(bad).map((name) => [name, ' ']))), '');
});

test('door and media want a port each', () => {
  assert.match(refusalOf({ PORT: '8090', BIJOU_MEDIA_PORT: '8090' }), /PORT and BIJOU_MEDIA_PORT are both 8090/);
  assert.equal(refusalOf({ PORT: '0', BIJOU_MEDIA_PORT: '0' }), '');
});

test('names are told from addresses and patterns', () => {
  for (const name of ['http://films.example', 'a b', '*.films.example', 'films.example/x', 'me@films.example'])
    assert.match(refusalOf({ BIJOU_HOSTS: name }), /BIJOU_HOSTS is /, name);
  const good = 'films.example, films.example:443, [fd00::1]:8080, fd00::1, 10.0.0.1, Films.local.';
  assert.equal(refusalOf({ BIJOU_HOSTS: good }), '');
});
