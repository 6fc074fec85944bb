import { BijouError, type ErrorData } from '../kit/index.ts';
import { readErrorData } from './wire.ts';

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

/** The studio's own error, where it answered with one. */
export function uploadError(failure: TusFailure): Error {
  const known = dataIn(failure);
  return known === undefined ? failure : new BijouError(known, { cause: failure });
}

function dataIn({ originalResponse }: TusFailure): ErrorData | undefined {
  try {
    return readErrorData(JSON.parse(originalResponse?.getBody() ?? ''));
  } catch {
    return undefined;
  }
}
