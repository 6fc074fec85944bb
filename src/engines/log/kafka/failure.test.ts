import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AuthenticationError, NetworkError } from '@platformatic/kafka';
import { hasCode } from '../../../kit/index.ts';
import { check, failureOf, isFenced, isForgotten, isMoved, isUncertain, KafkaFailure, toldOf } from './failure.ts';

const thrown = (code: number): unknown => {
  try {
    check(code, 'x');
  } catch (error) {
    return error;
  }
};

test('what a broker refuses is told apart by what may be done about it', () => {
  for (const code of [3, 5, 6, 14, 15, 16, 19, 51, 74, 88]) assert.ok(isMoved(thrown(code)), `${code} is asked again`);
  for (const code of [7, 20]) assert.ok(isUncertain(thrown(code)), `${code} may have been done`);
  for (const code of [47, 90]) assert.ok(isFenced(thrown(code)), `${code} is another owner`);
  for (const code of [45, 48, 49, 59]) assert.ok(isForgotten(thrown(code)), `${code} is begun anew`);
  assert.equal(thrown(0), undefined);
});

test('the port’s words for it: away for a moment, refused, too large', () => {
  const codeOf = (error: unknown) => (toldOf(error) as { readonly code?: string }).code;
  assert.equal(codeOf(thrown(5)), 'log.unreachable');
  for (const code of [10, 18]) assert.equal(codeOf(thrown(code)), 'log.too-large');
  for (const code of [29, 30, 31, 38, 50, 53]) assert.equal(codeOf(thrown(code)), 'log.refused');
  assert.ok(hasCode(toldOf(failureOf(new NetworkError('Connection closed'))), 'log.unreachable'));
  assert.ok(hasCode(toldOf(failureOf(new AuthenticationError('no'))), 'log.refused'));
});

test('where no answer came, nobody knows whether it was done', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const failure = failureOf(new NetworkError('failed', { cause: refused }));
  assert.ok(isUncertain(failure));
  assert.match(failure.message, /ECONNREFUSED/, 'the innermost reason is told');
  assert.equal(failureOf(failure), failure);
  assert.equal(toldOf(new TypeError('a fault')) instanceof TypeError, true);
  assert.ok(new KafkaFailure(undefined, 'x') instanceof Error);
});
