import { BijouError, type ErrorData } from '../../kit/index.ts';
import { wireErrors } from '../calls/errors.ts';
import { readErrorData } from '../calls/wire.ts';

/** What a client of the tus protocol throws, as far as it is looked at here. */
export interface TusFailure extends Error {
  readonly originalRequest?: { getMethod(): string } | null;
  /** Missing where no answer came. */
  readonly originalResponse?: { getStatus(): number; getBody(): string } | null;
}

/**
 * Whether an upload goes on by itself after this. What has to wait for something else, such as room on a disk, is told
 * at once where nothing has been sent yet; later on what was sent is worth being patient for.
 */
export function uploadGoesOn(failure: TusFailure): boolean {
  const known = dataIn(failure);
  const status = failure.originalResponse?.getStatus() ?? 0;
  // The tus server's own answers: another request holds the upload, or its offset moved.
  if (known === undefined) return status === 0 || status >= 500 || [409, 423, 429].includes(status);
  const nothingSent = failure.originalRequest?.getMethod() === 'POST';
  return known.retry === 'transient' || (known.retry === 'later' && !nothingSent);
}

/** Bytes that proxies let through at once unless they are told otherwise: 100 MB on large networks, 1 MiB in NGINX. */
const smallerParts = [64 * 1024 * 1024, 8 * 1024 * 1024, 1024 * 1024];

/**
 * Makes the parts of an upload smaller, bytes, where a proxy on the way takes no more at once. False where that is not
 * what happened, or nothing smaller is of use.
 */
export function sendsLessAtOnce(failure: TusFailure, options: { chunkSize?: number }): boolean {
  if (!isTooMuchAtOnce(failure)) return false;
  const { chunkSize = Number.POSITIVE_INFINITY } = options;
  const part = smallerParts.find((one) => one < chunkSize);
  if (part !== undefined) options.chunkSize = part;
  return part !== undefined;
}

/** What to tell of it: the studio's own error where it answered with one, what a proxy is to be told, or the failure itself. */
export function uploadError(failure: TusFailure): Error {
  if (isTooMuchAtOnce(failure)) return wireErrors.error('peer.proxy-limit', {}, failure);
  const known = dataIn(failure);
  return known === undefined ? failure : new BijouError(known, { cause: failure });
}

/** The studio's own refusal of what is too large says so in its own words. */
function isTooMuchAtOnce(failure: TusFailure): boolean {
  return failure.originalResponse?.getStatus() === 413 && dataIn(failure) === undefined;
}

function dataIn({ originalResponse }: TusFailure): ErrorData | undefined {
  try {
    return readErrorData(JSON.parse(originalResponse?.getBody() ?? ''));
  } catch {
    return undefined;
  }
}
