import { type BijouError, type ErrorData, retryOf } from '../../kit/index.ts';

/**
 * Headers that carry a call's context. Between peers they are trusted because of the secret; the door takes
 * away those that a stranger sent and sets its own.
 */
export const wireHeaders = {
  /** A Principal as JSON. */
  principal: 'bijou-principal',
  /** Milliseconds that the caller will still wait. A duration, because clocks of two machines differ. */
  timeout: 'bijou-timeout-ms',
  /** The origin that a browser sees. */
  origin: 'bijou-origin',
  /** On an answer: this error has been retried where it arose, further out nobody should. */
  spent: 'bijou-spent',
  /** On an answer: this process is about to end, and others of its service may stand ready. */
  stopping: 'bijou-stopping',
  token: 'idempotency-key',
  /** W3C Trace Context: `00-{trace}-{span}-{flags}`. */
  trace: 'traceparent',
} as const;

/**
 * The trace that a request is part of, 32 hex digits; undefined where its header is missing, malformed or all zeros.
 * Later versions begin as version 00 does.
 */
export function traceOf(headers: Headers): string | undefined {
  const match = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/.exec(
    headers.get(wireHeaders.trace) ?? '',
  );
  return match?.[1] === '0'.repeat(32) ? undefined : match?.[1];
}

/** Largest JSON body of a call, in bytes. What is larger is a byte route. */
export const callBodyLimit = 1_048_576;

/** An answer of JSON, with its length so that it is sent in one piece. */
export function jsonAnswer(
  value: unknown,
  init: { readonly status?: number; readonly headers?: Headers } = {},
): Response {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  headers.set('content-length', String(bytes.byteLength));
  return new Response(bytes, { status: init.status ?? 200, headers });
}

/** An error as every caller gets it: `{"error": ErrorData}` under its own status. */
export function errorAnswer(error: BijouError, headers?: Headers): Response {
  return jsonAnswer({ error: error.toJSON() }, { status: error.status, ...(headers && { headers }) });
}

/** Reads what `errorAnswer` wrote. Undefined where the value is anything else. */
export function readErrorData(value: unknown): ErrorData | undefined {
  const error = isRecord(value) ? value.error : undefined;
  if (!isRecord(error)) return undefined;
  const { code, status, retry, sentence, details } = error;
  if (typeof code !== 'string' || typeof status !== 'number' || typeof sentence !== 'string') return undefined;
  if (typeof retry !== 'string') return undefined;
  return {
    code,
    status,
    retry: retryOf(retry),
    sentence,
    details: isRecord(details) ? (details as ErrorData['details']) : {},
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
