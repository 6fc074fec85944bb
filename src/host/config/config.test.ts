import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bytesSetting,
  choiceSetting,
  integerSetting,
  listSetting,
  readAll,
  readSettings,
  switchSetting,
  textSetting,
} from './index.ts';

const help = 'For this test.';
const settings = {
  host: textSetting('BIJOU_HOST', { otherwise: '127.0.0.1', help }),
  port: integerSetting('BIJOU_PORT', { otherwise: 8080, help, min: 0, max: 65_535 }),
  level: choiceSetting('BIJOU_LOG', { otherwise: 'info', help, words: ['debug', 'info', 'warn'] }),
  tidy: switchSetting('BIJOU_TIDY', { otherwise: true, help }),
  hosts: listSetting('BIJOU_HOSTS', { otherwise: ['localhost'], help, item: (text) => text.toLowerCase() }),
  cache: bytesSetting('BIJOU_CACHE', { otherwise: 7, help }),
};

test('what is not set, or empty, has its default', () => {
  const expected = { host: '127.0.0.1', port: 8080, level: 'info', tidy: true, hosts: ['localhost'], cache: 7 };
  assert.deepEqual(readSettings({}, settings), expected);
  assert.deepEqual(readSettings({ BIJOU_PORT: '', BIJOU_LOG: ' ' }, settings), expected);
});

test('what is set is read as what it is', () => {
  const env = { BIJOU_PORT: '0', BIJOU_TIDY: 'off', BIJOU_HOSTS: 'A, b,', BIJOU_CACHE: '1.5 GiB', BIJOU_LOG: 'warn' };
  assert.deepEqual(readSettings(env, settings), {
    host: '127.0.0.1',
    port: 0,
    level: 'warn',
    tidy: false,
    hosts: ['a', 'b'],
    cache: 1_610_612_736,
  });
});

test('one error names every bad variable and what it should be', () => {
  const env = { BIJOU_PORT: '80a', BIJOU_TIDY: 'maybe', BIJOU_LOG: 'loud', BIJOU_CACHE: '-1' };
  assert.throws(
    () =>
      readAll({
        server: () => readSettings(env, settings),
        other: () => readSettings({ BIJOU_PORT: '70000' }, { port: settings.port }),
      }),
    (error: Error) => {
      for (const part of ['BIJOU_PORT is "80a"', 'BIJOU_TIDY', 'debug, info, warn', '512M', '"70000"']) {
        assert.ok(error.message.includes(part), error.message);
      }
      return true;
    },
  );
});
