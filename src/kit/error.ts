/**
 * What a caller may do about an error.
 *
 * - `transient`: it was a matter of the moment; the same request may be sent again at once, by a program too.
 * - `later`: the same request may succeed, but not before something else has changed, such as a disk that got room.
 *   Sending it again at once only keeps its sender waiting.
 * - `never`: the same request fails each time.
 */
export type Retry = (typeof retries)[number];

const retries = ['never', 'later', 'transient'] as const;

/** What another version says that is not known here is not tried again. */
export function retryOf(word: unknown): Retry {
  return retries.find((known) => known === word) ?? 'never';
}

/** One row of an error catalogue. */
export interface ErrorRow {
  /** HTTP status that carries this error across the wire. */
  readonly status: number;
  readonly retry: Retry;
  /** A sentence a person can act on; `{name}` is replaced by `details.name`. */
  readonly sentence: string;
}

export type ErrorDetails = Readonly<Record<string, string | number | boolean | null>>;

/** An error as data, as it crosses the wire. */
export interface ErrorData {
  readonly code: string;
  readonly status: number;
  readonly retry: Retry;
  readonly sentence: string;
  readonly details: ErrorDetails;
}

/** Every error that a person or a caller may meet: a code, a status, whether a retry may help, a sentence. */
export class BijouError extends Error {
  readonly code: string;
  readonly status: number;
  readonly retry: Retry;
  readonly details: ErrorDetails;

  constructor(data: ErrorData, options?: { readonly cause?: unknown }) {
    super(data.sentence, options);
    this.name = 'BijouError';
    this.code = data.code;
    this.status = data.status;
    this.retry = data.retry;
    this.details = data.details;
  }

  toJSON(): ErrorData {
    const { code, status, retry, details } = this;
    return { code, status, retry, sentence: this.message, details };
  }
}

export interface ErrorCatalogue<Rows extends Readonly<Record<string, ErrorRow>>> {
  readonly rows: Rows;
  /** Builds the error of a code. `cause` is kept for logs and never crosses the wire. */
  error(code: keyof Rows & string, details?: ErrorDetails, cause?: unknown): BijouError;
}

/** Declares the errors of a room. Codes read `room.what-happened`. */
export function errorCatalogue<const Rows extends Readonly<Record<string, ErrorRow>>>(
  rows: Rows,
): ErrorCatalogue<Rows> {
  return {
    rows,
    error(code, details = {}, cause) {
      const row = rows[code];
      if (row === undefined) throw new TypeError(`No error has the code ${code}`);
      const sentence = row.sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));
      const data = { code, status: row.status, retry: row.retry, sentence, details };
      return new BijouError(data, cause === undefined ? undefined : { cause });
    },
  };
}

/** True where the same request may be sent again at once. */
export function isTransient(error: unknown): error is BijouError {
  return error instanceof BijouError && error.retry === 'transient';
}

/** True for an error with this code, wherever it was thrown. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof BijouError && error.code === code;
}

/** The one sentence to show for anything that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
