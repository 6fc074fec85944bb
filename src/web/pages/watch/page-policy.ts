/** True where a page with this Content-Security-Policy header, which may hold several policies, may fetch from an origin. */
export function mayFetch(header: string, origin: string): boolean {
  return header.split(',').every((policy) => {
    const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/));
    const sources = directives.find(([name]) => name === 'connect-src');
    return sources?.includes(origin) ?? true;
  });
}

/** The origin that the page's policy did not let it fetch from; undefined for any other refusal. */
export function originRefused(event: Pick<SecurityPolicyViolationEvent, 'effectiveDirective' | 'blockedURI'>) {
  if (event.effectiveDirective !== 'connect-src') return undefined;
  return URL.parse(event.blockedURI)?.origin;
}
