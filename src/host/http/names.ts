/**
 * The host of a Host header, of `host:port` or of a setting, in the one form in which two can be compared: in lower
 * case, without port, brackets and a final dot, an address as a browser would write it.
 */
export function hostName(authority: string): string {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(authority.trim());
  // More than one colon and no brackets: an IPv6 address as it stands.
  const host = (match === null ? authority.trim() : (match[1] ?? match[2] ?? '')).replace(/\.$/, '');
  const address = `http://${inAddress(host)}`;
  const name = URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, '') : host.toLowerCase();
  return asIPv4(name) ?? name;
}

/** `http://host:port`, by an address that works on this machine: what listens everywhere listens on loopback too. */
export function httpAddress(host: string, port: number): string {
  const name = hostName(host);
  return `http://${isEverywhere(name) ? '127.0.0.1' : inAddress(name)}:${port}`;
}

/** True for a host that nobody but this machine reaches. */
export function isLoopback(host: string): boolean {
  const name = hostName(host);
  return name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name) || /^(?:.+\.)?localhost$/.test(name);
}

/** True for a host that stands for all addresses of this machine. */
export function isEverywhere(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::';
}

/** As an address takes it: IPv6 in brackets. */
export function inAddress(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** An IPv4 address that was written as an IPv6 one: `::ffff:7f00:1`. */
function asIPv4(name: string): string | undefined {
  const match = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(name);
  if (match === null) return undefined;
  const [high, low] = [Number.parseInt(match[1] ?? '', 16), Number.parseInt(match[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
