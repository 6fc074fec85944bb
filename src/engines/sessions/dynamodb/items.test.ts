import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attributesOf, epochKeyOf, itemOf, keyOf } from './items.ts';

const place = { partition: 'account', key: 'session#1' };

test('an item is gone the moment it expires, however long the service keeps it, and is swept no sooner', () => {
  const expiresAt = 1_700_000_000_001;
  const attributes = attributesOf(place, { text: '{"a":1}', version: 'v', expiresAt });
  assert.deepEqual(itemOf(attributes, expiresAt - 1)?.value, { a: 1 });
  assert.equal(itemOf(attributes, expiresAt), undefined);
  assert.ok(Number(attributes.t?.N) * 1000 >= expiresAt);
});

test('what lasts is swept by nobody', () => {
  const attributes = attributesOf(place, { text: '1', version: 'v', expiresAt: undefined });
  assert.equal(attributes.t, undefined);
  assert.equal(itemOf(attributes, Number.MAX_SAFE_INTEGER)?.expiresAt, null);
});

test('no item has the key of an epoch, whatever it is called', () => {
  for (const partition of ['account', 'e:account', 'i:account'])
    assert.notEqual(keyOf({ partition, key: 'epoch' }).p?.S, epochKeyOf('account').p?.S);
});
