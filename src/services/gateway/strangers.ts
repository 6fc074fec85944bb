import { playbackContract } from '../../contracts/index.ts';
import { hostName, isLoopback } from '../../host/index.ts';

/** What the door answers for. */
export interface Ours {
  /** Names and addresses of this server, as `hostName` writes them. */
  readonly hosts: readonly string[];
  /** Whole origins under which others see the door, e.g. `https://films.example`. */
  readonly origins: readonly string[];
  /** Origins of other sites whose pages may play. */
  readonly players: readonly string[];
}

/** Why a request gets no answer: it asks for a name that is not ours, or for another site's page. */
export type Refusal = 'host' | 'origin';

const manifests = playbackContract.routes.manifest.path.replace(/\{.*$/, '');

/**
 * Whether a request may be looked at. A Host that is not ours comes from a name that somebody pointed here (DNS
 * rebinding); an Origin that is not ours, from another page in the same browser. Neither may read or do anything.
 *
 * Ports are not compared: a proxy or a mapping may show another, and nobody can point a port at us.
 */
export function refusalOf(request: Request, ours: Ours): Refusal | undefined {
  const host = hostName(request.headers.get('host') ?? '');
  // Nobody can point a name at loopback that is loopback's own.
  if (!ours.hosts.includes(host) && !isLoopback(host)) return 'host';
  if (isPlayer(request, ours)) return undefined;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  // Browsers say where a request comes from (Fetch Metadata); `same-site` is another port or a sister's name. They
  // compare what they see themselves, so their word counts where a proxy puts another Host in.
  if (site === 'same-origin') return undefined;
  if (origin !== null && !isOriginOf(origin, request, ours)) return 'origin';
  return site !== null && site !== 'none' && !isVisit(request) ? 'origin' : undefined;
}

/** True for a page of another site that may play, at an address that a player needs. */
export function isPlayer(request: Request, { players }: Ours): boolean {
  const origin = request.headers.get('origin');
  return origin !== null && players.includes(origin) && new URL(request.url).pathname.startsWith(manifests);
}

/**
 * The origin at which the browser sees this server: as it says itself, or the named one with this Host, or what the
 * Host and a proxy's word of https come to.
 */
export function originSeen(request: Request, ours: Ours): string {
  const { headers } = request;
  const origin = headers.get('origin');
  if (origin !== null && origin !== 'null' && !isPlayer(request, ours)) return origin;
  const host = seenHost(request, ours);
  const named = ours.origins.filter((one) => hostName(new URL(one).host) === hostName(host));
  const exact = named.find((one) => new URL(one).host === host);
  if (exact !== undefined) return exact;
  // Without a port it has been through a proxy, or there is none to be told.
  if (!/:\d+$/.test(host) && named[0] !== undefined) return named[0];
  const isHttps = headers.get('x-forwarded-proto')?.split(',')[0]?.trim().toLowerCase() === 'https';
  return `${isHttps ? 'https' : 'http'}://${host}`;
}

/** What the browser asked for, by a proxy's word where that is one of our names. */
function seenHost({ headers }: Request, { hosts }: Ours): string {
  const told = headers.get('x-forwarded-host')?.split(',')[0]?.trim().toLowerCase();
  return told !== undefined && hosts.includes(hostName(told)) ? told : (headers.get('host') ?? '').toLowerCase();
}

function isOriginOf(origin: string, request: Request, ours: Ours): boolean {
  const host = seenHost(request, ours);
  return origin === `http://${host}` || origin === `https://${host}` || ours.origins.includes(origin);
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
