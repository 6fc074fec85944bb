import type { IncomingHttpHeaders } from 'node:http';

/** What a file is told apart by. `etag` as in the header, with its quotes. */
export interface Validators {
  readonly etag: string;
  /** As in the header. */
  readonly lastModified: string | undefined;
}

/**
 * Evaluates If-Match, If-Unmodified-Since, If-None-Match and If-Modified-Since of a GET or HEAD in the order of
 * RFC 9110, 13.2.2.
 */
export function evaluateConditions(
  headers: IncomingHttpHeaders,
  file: Validators,
): 'proceed' | 'not-modified' | 'failed' {
  const ifMatch = headers['if-match'];
  const ifUnmodifiedSince = headers['if-unmodified-since'];
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, file.etag, { weakly: false })) return 'failed';
  } else if (ifUnmodifiedSince !== undefined && isAfter(file.lastModified, ifUnmodifiedSince) === true) return 'failed';

  const ifNoneMatch = headers['if-none-match'];
  const ifModifiedSince = headers['if-modified-since'];
  if (ifNoneMatch !== undefined) {
    if (matches(ifNoneMatch, file.etag, { weakly: true })) return 'not-modified';
  } else if (ifModifiedSince !== undefined && isAfter(file.lastModified, ifModifiedSince) === false)
    return 'not-modified';
  return 'proceed';
}

/** False where If-Range names another state of the file, so that the whole is to be sent (RFC 9110, 13.1.5). */
export function rangeApplies(ifRange: string | undefined, file: Validators): boolean {
  if (ifRange === undefined) return true;
  if (ifRange.includes('"')) return ifRange === file.etag && !ifRange.startsWith('W/');
  const modified = httpDate(file.lastModified);
  return modified !== undefined && httpDate(ifRange) === modified;
}

function matches(header: string, etag: string, { weakly }: { readonly weakly: boolean }): boolean {
  if (header.trim() === '*') return true;
  if (!weakly && etag.startsWith('W/')) return false;
  const opaque = etag.replace(/^W\//, '');
  for (const [tag] of header.matchAll(/(?:W\/)?"[^"]*"/g)) {
    if (tag === opaque || (weakly && tag === `W/${opaque}`)) return true;
  }
  return false;
}

/** Undefined where either is no date: then the condition is to be ignored. */
function isAfter(date: string | undefined, limit: string): boolean | undefined {
  const a = httpDate(date);
  const b = httpDate(limit);
  return a === undefined || b === undefined ? undefined : a > b;
}

/** Any of the three forms of RFC 9110, 5.6.7; the oldest does not say that it is GMT. */
function httpDate(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const ms = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(ms) ? undefined : ms;
}
