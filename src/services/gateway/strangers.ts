/** What the door answers for. */
export interface Ours {
  /** Host names (IPv6 in brackets), or `name:port` where others see another port than ours. */
  readonly hosts: readonly string[];
  /** The port that the door listens on. */
  readonly port: number;
}

/** A request that gets no answer but its status. */
export type Refusal = 421 | 403;

/**
 * Whether a request may be looked at. A Host that is not ours comes from a name that somebody pointed here (DNS
 * rebinding); an Origin that is not ours, from another page in the same browser. Neither may read or do anything.
 */
export function refusalOf(request: Request, ours: Ours): Refusal | undefined {
  const host = request.headers.get('host') ?? '';
  if (!isOurHost(host, ours)) return 421;
  const origin = request.headers.get('origin');
  if (origin !== null && !isOriginOf(origin, host)) return 403;
  return fromAnotherSite(request) && !isVisit(request) ? 403 : undefined;
}

/** The origin that the browser sees: as it says, or `http` at this Host, or `https` where the host is listed with port 443. */
export function originSeen(request: Request, ours: Ours): string {
  const host = request.headers.get('host') ?? '';
  const name = host.toLowerCase().replace(/:443$/, '');
  return request.headers.get('origin') ?? (ours.hosts.includes(`${name}:443`) ? `https://${name}` : `http://${host}`);
}

function isOurHost(host: string, { hosts, port }: Ours): boolean {
  const given = withPort(host.toLowerCase(), [80, 443]);
  return hosts.some((ours) => withPort(ours.toLowerCase(), [port]).some((one) => given.includes(one)));
}

/** `name:port` as it stands, or with each of these ports. */
function withPort(host: string, ports: readonly number[]): readonly string[] {
  return /:\d+$/.test(host) ? [host] : ports.map((port) => `${host}:${port}`);
}

function isOriginOf(origin: string, host: string): boolean {
  const plain = host.toLowerCase();
  return origin === `http://${plain}` || origin === `https://${plain}`;
}

/** Browsers say where a request comes from (Fetch Metadata); `same-site` is another port or a sister's name. */
function fromAnotherSite(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  return site !== null && site !== 'same-origin' && site !== 'none';
}

/** A link that was followed to one of our pages, in a window of its own. */
function isVisit(request: Request): boolean {
  const { pathname } = new URL(request.url);
  return (
    (request.method === 'GET' || request.method === 'HEAD') &&
    request.headers.get('sec-fetch-mode') === 'navigate' &&
    request.headers.get('sec-fetch-dest') === 'document' &&
    pathname !== '/api' &&
    !pathname.startsWith('/api/')
  );
}
