import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errors, types } from 'cassandra-driver';
import type { BijouError } from '../../../kit/index.ts';
import { type Asked, failureOf } from './failure.ts';

const codes = types.responseErrorCodes as unknown as Readonly<Record<string, number>>;

const answer = (code: string, message = 'why') => new errors.ResponseError(codes[code] ?? -1, message);
const told = (thrown: unknown, asked?: Asked) => (failureOf(thrown, asked) as BijouError).code;
const cut = () => Object.assign(new Error('Socket was closed'), { isSocketError: true });

test('what may be done or may yet be is in doubt, and for a conditional write only its caller can tell', () => {
  const doubtful = [
    answer('writeTimeout'),
    answer('readTimeout'),
    answer('overloaded'),
    answer('serverError'),
    new errors.OperationTimedOutError('no answer', '10.0.0.1'),
    cut(),
  ];
  for (const thrown of doubtful) {
    assert.equal(told(thrown), 'rows.unavailable', thrown.message);
    assert.equal(told(thrown, 'conditionally'), 'rows.uncertain', thrown.message);
  }
});

test('what was refused before anything was done may be asked again, also where it is conditional', () => {
  const refused = [
    answer('unavailableException'),
    answer('isBootstrapping'),
    new errors.NoHostAvailableError({ '10.0.0.1': cut() }),
    new errors.BusyConnectionError('10.0.0.1', 2048, 1),
  ];
  for (const thrown of refused) assert.equal(told(thrown, 'conditionally'), 'rows.unavailable', thrown.message);
});

test('who is not let in is told so, whichever node said it', () => {
  const denied = [
    new errors.AuthenticationError('wrong password'),
    new errors.NoHostAvailableError({ '10.0.0.1': new errors.AuthenticationError('wrong password') }),
    answer('unauthorized', 'User bijou has no MODIFY permission'),
    answer('badCredentials'),
  ];
  for (const thrown of denied) assert.equal(told(thrown), 'rows.denied', thrown.message);
});

test('what a server will never do is refused with its words', () => {
  const error = failureOf(answer('invalid', 'Guardrail partition_size violated')) as BijouError;
  assert.equal(error.message, 'The store of rows cannot do that: Guardrail partition_size violated.');
  assert.equal(told(answer('invalid', 'Encountered an oversized mutation (17000000/16777216)')), 'rows.too-large');
  assert.equal(told(answer('readFailure')), 'rows.failed');
});

test('a mistake of ours stays one', () => {
  const mistake = new TypeError('Not a valid BigInt value');
  assert.equal(failureOf(mistake), mistake);
});
