/** What every answer of the door carries. */
const everywhere: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** An origin that a policy can name; it has no way to name an IPv6 address (CSP 3, host-source). */
const nameable = /^https?:\/\/[^\s;,'[\]]+$/;

/** What pages carry besides. `connect` are the origins that media may be fetched from. */
export function pageHeaders(connect: readonly string[]): Readonly<Record<string, string>> {
  const media = ["'self'", ...connect.filter((origin) => nameable.test(origin))].join(' ');
  const policy = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'manifest-src': "'self'",
    'worker-src': "'self' blob:",
    'connect-src': media,
    // Media Source Extensions play from blob: addresses.
    'media-src': `${media} blob:`,
    'form-action': "'self'",
    'base-uri': "'none'",
    'frame-ancestors': "'none'",
  };
  return {
    'content-security-policy': Object.entries(policy)
      .map(([name, value]) => `${name} ${value}`)
      .join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'x-frame-options': 'DENY',
  };
}

/** The same answer with the headers that every answer carries. */
export function secured(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(everywhere)) headers.set(name, value);
  return new Response(response.body, { status: response.status, headers });
}
