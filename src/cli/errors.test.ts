import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BijouError } from '../kit/index.ts';
import { toldHere } from './errors.ts';

test('what the system refuses for want of open files is told with what to do', () => {
  const thrown = Object.assign(new Error("EMFILE: too many open files, open '/x'"), { code: 'EMFILE' });
  const told = toldHere(thrown);
  assert.ok(told instanceof BijouError);
  assert.match(told.message, /ulimit -n/);
  const other = new Error('x');
  assert.equal(toldHere(other), other);
});
