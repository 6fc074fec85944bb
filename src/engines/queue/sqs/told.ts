// Every failure that the client can throw, told in the port's words.
import { BijouError } from '../../../kit/index.ts';
import { type Fault, faultOf, refusalOf } from '../../connection/index.ts';
import { queueErrors } from '../errors.ts';

type Code = keyof typeof queueErrors.rows;

const byName: Readonly<Record<string, Code>> = {
  ReceiptHandleIsInvalid: 'queue.receipt-lost',
  MessageNotInflight: 'queue.receipt-lost',
  InvalidMessageContents: 'queue.bad-body',
  RequestThrottled: 'queue.throttled',
  ThrottlingException: 'queue.throttled',
  Throttling: 'queue.throttled',
  TooManyRequestsException: 'queue.throttled',
  KmsThrottled: 'queue.throttled',
  // Of tickets that are held at a time.
  OverLimit: 'queue.throttled',
  // A name is free again a minute after its queue was deleted.
  QueueDeletedRecently: 'queue.throttled',
  ServiceUnavailable: 'queue.throttled',
};

/** Before anything was sent. */
const unreached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/;

/** Resolves as the call does, and rejects in the port's words. */
export async function told<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw toldOf(error);
  }
}

export function toldOf(error: unknown): Error {
  if (error instanceof BijouError) return error;
  const fault = faultOf(error);
  // A programmer's mistake; the client's own words for a broken connection have a code or a status.
  if (error instanceof TypeError && fault.code === '' && fault.status === undefined) return error;
  const code = codeOf(fault);
  if (code !== undefined) return queueErrors.error(code, { why: fault.code || fault.message }, error);
  const why = refusalOf(fault)?.why ?? (isOurs(fault) ? `${fault.name} (${fault.message})` : undefined);
  return why === undefined
    ? queueErrors.error('queue.uncertain', {}, error)
    : queueErrors.error('queue.refused', { why }, error);
}

function codeOf({ name, code, status, message }: Fault): Code | undefined {
  if (byName[name] !== undefined) return byName[name];
  if (unreached.test(code) || /did not establish a connection/.test(message)) return 'queue.unreachable';
  return status === 429 || status === 503 ? 'queue.throttled' : undefined;
}

/** What it says of how it was asked will not be otherwise the next time. */
function isOurs({ status }: Fault): boolean {
  return status !== undefined && status >= 400 && status < 500;
}
