/** Headers that belong to one connection and never travel further (RFC 9110, 7.6.1). */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** The headers that go on: neither those of the connection nor those that its `Connection` header names. */
export function endToEnd(headers: Headers): [string, string][] {
  const named = new Set((headers.get('connection') ?? '').toLowerCase().split(/\s*,\s*/));
  return [...headers].filter(([name]) => !hopByHop.has(name) && !named.has(name));
}
