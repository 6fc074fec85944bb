import type { IncomingMessage } from 'node:http';

/**
 * What a request's own bytes must be before anybody looks at what it asks for. Each rule closes a way in which
 * two servers in a row may understand the same bytes differently (RFC 9112, 3.2, 6.1 and 11.2).
 *
 * Undefined for a request to be refused; else the target in origin form, `/path?query`, exactly as it was sent.
 */
export function checkedTarget(message: IncomingMessage): string | undefined {
  if (message.httpVersion !== '1.1' && message.httpVersion !== '1.0') return undefined;
  const host = onlyOne(message, 'host');
  if (host === undefined || !hostForm.test(host)) return undefined;
  if (!framedPlainly(message)) return undefined;
  const target = originForm(message.url ?? '', host);
  return target !== undefined && plainPath(target) ? target : undefined;
}

const hostForm = /^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;

function onlyOne(message: IncomingMessage, name: string): string | undefined {
  const values = message.headersDistinct[name];
  return values?.length === 1 ? values[0] : undefined;
}

function framedPlainly(message: IncomingMessage): boolean {
  const encodings = message.headersDistinct['transfer-encoding'];
  const lengths = message.headersDistinct['content-length'];
  if (encodings === undefined) return lengths === undefined || lengths.length === 1;
  if (message.httpVersion !== '1.1' || lengths !== undefined) return false;
  return encodings.length === 1 && encodings[0]?.toLowerCase() === 'chunked';
}

/** RFC 9112, 3.2.2 lets an absolute address through; it must name the host that the Host header names. */
function originForm(url: string, host: string): string | undefined {
  if (url.startsWith('/')) return url;
  const match = /^http:\/\/([^/?#]+)(\/[^#]*)?$/i.exec(url);
  return match?.[1]?.toLowerCase() === host.toLowerCase() ? (match[2] ?? '/') : undefined;
}

/** No path that a tidier reader would turn into another one. */
function plainPath(target: string): boolean {
  const path = target.split('?', 1)[0] ?? '';
  if (path.startsWith('//') || /[\\#]/.test(target) || /%(?![0-9A-Fa-f]{2})/.test(path)) return false;
  return !path.split('/').some((segment) => /^(?:\.|%2e){1,2}$/i.test(segment)) && !/%(?:00|2f|5c)/i.test(path);
}
