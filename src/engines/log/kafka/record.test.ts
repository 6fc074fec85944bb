import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LogRecord } from '../index.ts';
import { messagesOf, storedOf } from './record.ts';
import { encodedName } from './topics.ts';

let names = 0;
const how = { kinds: ['made', 'named', 'removed'], unique: () => String(++names) };
const place = { offset: 3, at: 4 };
const stored = (record: LogRecord) =>
  messagesOf(record, how).flatMap((message) => storedOf({ ...message, headers: [...message.headers] }, place) ?? []);

test('a record is read as it was appended, whatever it holds', () => {
  for (const record of [
    { key: 'k', value: 'v' },
    { key: '["x"]', value: '', kind: 'made', headers: { a: '', é: '☃' } },
    { key: '', value: '\u0000', kind: 'made', ends: 'kind' as const },
    { key: 'k', value: 'gone', kind: 'removed', ends: 'key' as const, headers: { id: '1' } },
  ]) {
    const { key, value, headers = {} } = record as LogRecord;
    assert.deepEqual(stored(record), [{ ...place, key, value, headers }]);
  }
});

test('compaction keeps the newest of a key and a kind, and each that has no kind', () => {
  const keyOf = (record: LogRecord) => String(messagesOf(record, how)[0]?.key);
  assert.equal(keyOf({ key: 'k', value: '1', kind: 'made' }), keyOf({ key: 'k', value: '2', kind: 'made' }));
  assert.notEqual(keyOf({ key: 'k', value: '1', kind: 'made' }), keyOf({ key: 'k', value: '2', kind: 'named' }));
  assert.notEqual(keyOf({ key: 'k', value: '1' }), keyOf({ key: 'k', value: '1' }));
});

test('the end of a key is a tombstone for each of its kinds, of which one is read', () => {
  const messages = messagesOf({ key: 'k', value: 'gone', kind: 'removed', ends: 'key' }, how);
  assert.deepEqual(
    messages.map(({ key, value }) => [JSON.parse(String(key))[1], value]),
    [
      ['made', null],
      ['named', null],
      ['removed', null],
    ],
  );
});

test('what another program wrote into a topic is read as it stands there', () => {
  const foreign = { key: Buffer.from('plain'), value: Buffer.from('text'), headers: [] };
  assert.deepEqual(storedOf(foreign, place), { ...place, key: 'plain', value: 'text', headers: {} });
  assert.deepEqual(storedOf({ ...foreign, key: null, value: null }, place)?.value, '');
});

test('a topic’s name is one that Kafka takes, and no other topic’s', () => {
  const names = ['outbox.studio', 'a b', 'a_20b', 'é', 'é_', 'titles'];
  const encoded = names.map(encodedName);
  assert.equal(new Set(encoded).size, names.length);
  for (const name of encoded) assert.match(name, /^[a-zA-Z0-9._-]+$/);
  assert.equal(encodedName('outbox.studio'), 'outbox.studio');
});
