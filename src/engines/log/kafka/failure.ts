import { GenericError, protocolErrors, protocolErrorsCodesById } from '@platformatic/kafka';
import type { BijouError } from '../../../kit/index.ts';
import { logErrors } from '../errors.ts';

/** What brokers say that the adapter answers to by itself, by Kafka's names; the others are told to the caller. */
export type Code = keyof typeof protocolErrors;

/** What a broker refused, or what became of the way to it. */
export class KafkaFailure extends Error {
  /** Kafka's name; undefined where no answer came, so that nobody knows what was done. */
  readonly code: Code | undefined;

  constructor(code: Code | undefined, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KafkaFailure';
    this.code = code;
  }
}

/** Another broker is to be asked, or the same one in a moment: nothing was done. */
const moved = new Set<Code>([
  ...(['LEADER_NOT_AVAILABLE', 'NOT_LEADER_OR_FOLLOWER', 'FENCED_LEADER_EPOCH', 'UNKNOWN_LEADER_EPOCH'] as const),
  ...(['REPLICA_NOT_AVAILABLE', 'OFFSET_NOT_AVAILABLE', 'UNKNOWN_TOPIC_OR_PARTITION', 'UNKNOWN_TOPIC_ID'] as const),
  ...(['COORDINATOR_LOAD_IN_PROGRESS', 'COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR', 'NOT_CONTROLLER'] as const),
  ...(['CONCURRENT_TRANSACTIONS', 'NOT_ENOUGH_REPLICAS', 'UNSTABLE_OFFSET_COMMIT', 'KAFKA_STORAGE_ERROR'] as const),
  ...(['BROKER_NOT_AVAILABLE', 'REBALANCE_IN_PROGRESS', 'THROTTLING_QUOTA_EXCEEDED'] as const),
]);

/** Whether it was done is not known, as where no answer came. */
const uncertain = new Set<Code>(['REQUEST_TIMED_OUT', 'NETWORK_EXCEPTION', 'NOT_ENOUGH_REPLICAS_AFTER_APPEND']);

/** Another has taken the name under which this one wrote. */
const fenced = new Set<Code>(['INVALID_PRODUCER_EPOCH', 'PRODUCER_FENCED', 'TRANSACTION_COORDINATOR_FENCED']);

/** The brokers have forgotten the producer: it was idle for longer than they remember, or they lost what they knew. */
const forgotten = new Set<Code>([
  ...(['UNKNOWN_PRODUCER_ID', 'OUT_OF_ORDER_SEQUENCE_NUMBER', 'INVALID_PRODUCER_ID_MAPPING'] as const),
  ...(['INVALID_TXN_STATE', 'TRANSACTION_ABORTABLE'] as const),
]);

const tooLarge = new Set<Code>(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE']);

const refused: Partial<Record<Code, string>> = {
  TOPIC_AUTHORIZATION_FAILED: 'this user may not do that with the topic',
  GROUP_AUTHORIZATION_FAILED: 'this user may not use the group',
  CLUSTER_AUTHORIZATION_FAILED: 'this user may not do that in the cluster',
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: 'this user may not write in transactions of that name',
  SASL_AUTHENTICATION_FAILED: 'user or password are wrong',
  UNSUPPORTED_SASL_MECHANISM: 'the brokers do not take this way of signing in',
  INVALID_REPLICATION_FACTOR: 'there are fewer brokers than "replication" asks for',
  INVALID_TRANSACTION_TIMEOUT: '"transactionTimeoutMs" is longer than the brokers allow (transaction.max.timeout.ms)',
  POLICY_VIOLATION: 'the cluster’s policy does not allow such topics',
  UNSUPPORTED_VERSION: 'these brokers are too old',
};

const has = (codes: ReadonlySet<Code>) => (error: unknown) =>
  error instanceof KafkaFailure && error.code !== undefined && codes.has(error.code);

export const isMoved = has(moved);
export const isFenced = has(fenced);
export const isForgotten = has(forgotten);
export const isTooLarge = has(tooLarge);
export const isUncertain = (error: unknown) =>
  error instanceof KafkaFailure && (error.code === undefined || uncertain.has(error.code));
export const isCode = (error: unknown, code: Code) => error instanceof KafkaFailure && error.code === code;

/** Throws what a code in an answer means, where it means a failure. */
export function check(errorCode: number, about: string): void {
  if (errorCode === 0) return;
  const code = (protocolErrorsCodesById as Record<number, Code | undefined>)[errorCode] ?? 'UNKNOWN_SERVER_ERROR';
  throw new KafkaFailure(code, `${about}: ${protocolErrors[code]?.message}`);
}

/** What the client threw, where no broker answered. Signing in is refused with an answer. */
export function failureOf(error: unknown): KafkaFailure {
  if (error instanceof KafkaFailure) return error;
  const denied = causes(error).find((each) => each.code === 'PLT_KFK_AUTHENTICATION');
  if (denied !== undefined) return new KafkaFailure('SASL_AUTHENTICATION_FAILED', denied.message, { cause: error });
  const deepest = causes(error).at(-1);
  return new KafkaFailure(undefined, deepest?.message || String(error), { cause: error });
}

interface Thrown extends Error {
  readonly code?: string;
}

/** An error with those it was caused by, the outermost first. */
export function causes(error: unknown): readonly Thrown[] {
  if (!(error instanceof Error)) return [];
  const inner = GenericError.isGenericError(error) && error instanceof AggregateError ? error.errors : [error.cause];
  return [error, ...inner.flatMap(causes)];
}

/** The port's word for a failure. */
export function toldOf(error: unknown): unknown {
  if (!(error instanceof KafkaFailure)) return error;
  const why = error.code === undefined ? undefined : refused[error.code];
  if (why !== undefined) return logErrors.error('log.refused', { why }, error);
  if (isTooLarge(error)) return logErrors.error('log.too-large', {}, error);
  return unreachable(error);
}

export function unreachable(error: KafkaFailure): BijouError {
  return logErrors.error('log.unreachable', { why: error.message }, error);
}
