/** The host of a Host header or of `host:port`, in lower case, without port, brackets and a final dot. */
export function hostnameOf(authority: string): string {
  const match = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(authority);
  // More than one colon and no brackets: an IPv6 address as it stands.
  const host = match === null ? authority : (match[1] ?? match[2] ?? '');
  return host.toLowerCase().replace(/\.$/, '');
}
