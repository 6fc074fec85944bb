// Every failure that the client can throw, told in the port's words.
import { BijouError, type ErrorDetails } from '../../../kit/index.ts';
import { type Fault, faultOf, refusalOf } from '../../connection/index.ts';
import { objectsErrors } from '../errors.ts';

type Code = keyof typeof objectsErrors.rows;

const byName: Readonly<Record<string, Code>> = {
  NoSuchKey: 'objects.not-found',
  NotFound: 'objects.not-found',
  NoSuchUpload: 'objects.no-such-upload',
  InvalidRange: 'objects.bad-range',
  BadDigest: 'objects.checksum-mismatch',
  InvalidDigest: 'objects.checksum-mismatch',
  XAmzContentSHA256Mismatch: 'objects.checksum-mismatch',
  XAmzContentChecksumMismatch: 'objects.checksum-mismatch',
  PreconditionFailed: 'objects.precondition-failed',
  ConditionalRequestConflict: 'objects.conflict',
  OperationAborted: 'objects.conflict',
  EntityTooSmall: 'objects.part-too-small',
  InvalidPart: 'objects.part-missing',
  InvalidPartOrder: 'objects.part-missing',
  SlowDown: 'objects.throttled',
  SlowDownWrite: 'objects.throttled',
  SlowDownRead: 'objects.throttled',
  ServiceUnavailable: 'objects.throttled',
  Throttling: 'objects.throttled',
  ThrottlingException: 'objects.throttled',
  RequestLimitExceeded: 'objects.throttled',
  TooManyRequests: 'objects.throttled',
  // The store waited for a body in vain, and has stored nothing.
  RequestTimeout: 'objects.throttled',
  QuotaExceeded: 'objects.full',
  XMinioStorageFull: 'objects.full',
  XMinioAdminBucketQuotaExceeded: 'objects.full',
  // Stores that lie on folders.
  ObjectParentIsFile: 'objects.bad-key',
  ExistingObjectIsDirectory: 'objects.bad-key',
};

const byStatus: Readonly<Record<number, Code>> = {
  404: 'objects.not-found',
  409: 'objects.conflict',
  412: 'objects.precondition-failed',
  416: 'objects.bad-range',
  429: 'objects.throttled',
  503: 'objects.throttled',
  507: 'objects.full',
};

/** Before anything was sent. */
const unreached = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN)$/;

/** Resolves as the call does, and rejects in the port's words. */
export async function told<Result>(details: ErrorDetails, call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw toldOf(error, details);
  }
}

export function toldOf(error: unknown, details: ErrorDetails): Error {
  if (error instanceof BijouError) return error;
  // A programmer's mistake; the client's own words for a broken connection have a code or a status.
  const fault = faultOf(error);
  if (error instanceof TypeError && fault.code === '' && fault.status === undefined) return error;
  const code = codeOf(fault);
  const why = code === undefined ? (refusalOf(fault)?.why ?? definite(fault)) : undefined;
  if (why !== undefined) return objectsErrors.error('objects.refused', { ...details, why }, error);
  if (code === 'objects.unreachable')
    return objectsErrors.error(code, { ...details, why: fault.code || fault.message }, error);
  if (code === 'objects.bad-key')
    return objectsErrors.error(code, { ...details, why: 'another lies where it would' }, error);
  return objectsErrors.error(code ?? 'objects.uncertain', details, error);
}

/** What it says of how it was asked will not be otherwise the next time. */
function definite({ name, status = 0, message }: Fault): string | undefined {
  return status >= 400 && status < 500 ? `${name} ${status} ${message}`.trim() : undefined;
}

function codeOf(fault: Fault): Code | undefined {
  const { name, code, status, message } = fault;
  if (byName[name] !== undefined) return byName[name];
  if (unreached.test(code) || /did not establish a connection/.test(message)) return 'objects.unreachable';
  return refusalOf(fault) === undefined ? byStatus[status ?? 0] : undefined;
}
