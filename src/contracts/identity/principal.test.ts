import assert from 'node:assert/strict';
import { test } from 'node:test';
import { theOwner, writePrincipal } from './index.ts';

test('a principal fits into a header, whatever letters its account has', () => {
  const text = writePrincipal({ ...theOwner, account: 'Zoë 🎬' });
  assert.equal(new Headers({ 'bijou-principal': text }).get('bijou-principal'), text);
  assert.equal(JSON.parse(text).account, 'Zoë 🎬');
});
