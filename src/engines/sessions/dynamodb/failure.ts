import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { BijouError } from '../../../kit/index.ts';
import { sessionsErrors } from '../errors.ts';

/** Nothing was done, and in a moment it may be: too much was asked, or somebody else was at the same item. */
const passing = new Set([
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingError',
  'ThrottlingException',
  'Throttling',
  'TransactionConflict',
  'TransactionConflictException',
  'ReplicatedWriteConflictException',
  'LimitExceededException',
]);

const denied = new Set([
  'AccessDeniedException',
  'CredentialsProviderError',
  'ExpiredTokenException',
  'IncompleteSignatureException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'NotAuthorized',
  'OptInRequired',
  'UnrecognizedClientException',
]);

const refused = new Set(['ItemCollectionSizeLimitExceededException', 'SerializationException', 'ValidationException']);

/** What the client threw, in the port's words. A condition that failed, and what is not the client's, stay as they are. */
export function failureOf(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof BijouError) return thrown;
  if (thrown instanceof ConditionalCheckFailedException) return thrown;
  if (thrown instanceof TransactionCanceledException) return cancelled(thrown);
  if (passing.has(thrown.name)) return told('sessions.throttled', thrown);
  if (denied.has(thrown.name)) return told('sessions.denied', thrown);
  if (refused.has(thrown.name)) return told('sessions.refused', thrown);
  if (thrown.name === 'ResourceNotFoundException')
    return told('sessions.denied', thrown, 'the table is not there, or was taken away: start Bijou anew to make it.');
  if (thrown instanceof TypeError && !isOfTheNetwork(thrown)) return thrown;
  // Time that ran out, connections that broke, the service's own faults, and answers that are none of its own: a proxy's.
  return told('sessions.unavailable', thrown);
}

/** A transaction is cancelled for the reason of any of its parts; that of a condition is the caller's to tell. */
function cancelled(thrown: TransactionCanceledException): unknown {
  const codes = (thrown.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  if (codes.some((code) => passing.has(code))) return told('sessions.throttled', thrown);
  if (codes.includes('ConditionalCheckFailed')) return thrown;
  if (codes.some((code) => code === 'ValidationError' || code.startsWith('ItemCollection')))
    return told('sessions.refused', thrown);
  return told('sessions.unavailable', thrown);
}

function isOfTheNetwork(thrown: Error): boolean {
  return thrown instanceof DynamoDBServiceException || 'code' in thrown || '$metadata' in thrown;
}

function told(code: Parameters<typeof sessionsErrors.error>[0], cause: Error, why = cause.message): BijouError {
  return sessionsErrors.error(code, { why }, cause);
}
