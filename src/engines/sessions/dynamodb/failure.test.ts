import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { type BijouError, hasCode } from '../../../kit/index.ts';
import { failureOf } from './failure.ts';

const answer = (name: string) =>
  new DynamoDBServiceException({ name, $fault: 'client', $metadata: {}, message: 'why' });
const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });
const told = (thrown: unknown) => (failureOf(thrown) as BijouError).code;

test('too much, or others at the same item: nothing was done, and it may be asked again', () => {
  for (const name of ['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'ThrottlingException'])
    assert.equal(told(answer(name)), 'sessions.throttled');
  assert.equal(told(answer('TransactionConflictException')), 'sessions.throttled');
  assert.equal(told(cancelled('None', 'TransactionConflict')), 'sessions.throttled');
  assert.equal(told(cancelled('ThrottlingError', 'ConditionalCheckFailed')), 'sessions.throttled');
});

test('a condition that failed is no failure', () => {
  const alone = new ConditionalCheckFailedException({ message: '', $metadata: {} });
  assert.equal(failureOf(alone), alone);
  const together = cancelled('ConditionalCheckFailed', 'None');
  assert.equal(failureOf(together), together);
});

test('faults of the service and of the way to it leave in doubt what was done', () => {
  const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', $metadata: {} });
  const late = Object.assign(new Error('no answer'), { name: 'TimeoutError' });
  for (const thrown of [reset, late, answer('InternalServerError'), answer('TransactionInProgressException')])
    assert.equal(told(thrown), 'sessions.unavailable', thrown.message);
  // What a proxy answers is no JSON.
  assert.equal(told(new SyntaxError('Unexpected token <')), 'sessions.unavailable');
});

test('keys that are wrong, or may not, are told as such, and so is a table that is gone', () => {
  for (const name of ['AccessDeniedException', 'UnrecognizedClientException', 'ResourceNotFoundException'])
    assert.ok(hasCode(failureOf(answer(name)), 'sessions.denied'), name);
  assert.equal(told(answer('ValidationException')), 'sessions.refused');
});
