import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

import type { Clock } from '../../kit/index.ts';

export interface OwnerOptions {
  readonly token: string;
  /** The door's port: cookies are shared by all ports of a host name. */
  readonly port: () => number;
  /** Where the browser sees this door. */
  readonly originOf: (request: Request) => string;
  readonly clock: Clock;
}

/**
 * Tells the owner from everybody else: by the token, or the cookie that it was exchanged for, and by nothing else. That
 * somebody comes from this machine proves nothing, for a proxy on it speaks for anybody.
 */
export interface Owner {
  is(request: Request): boolean;
  /** For a visit to a page with `?token=…`: the way to the same page without it, with the cookie if it was right. */
  signIn(request: Request): Response | undefined;
  /** A token that came with a request and is not the owner’s. */
  wrongToken(request: Request): string | undefined;
}

const cookieSeconds = 180 * 86_400;

/**
 * The token's stand-in until a moment, in Unix milliseconds: for an address that others on this machine may see, as in
 * a list of processes.
 */
export function passOf(token: string, until: number): string {
  return `${until}.${createHmac('sha256', token).update(`bijou pass ${until}`).digest('base64url')}`;
}

export function ownerCheck({ token, port, originOf, clock }: OwnerOptions): Owner {
  const cookieName = (): string => `bijou-owner-${port()}`;
  // The browser keeps a derived value, so that what it holds opens nothing but this door.
  const cookieValue = createHmac('sha256', token).update('bijou owner cookie').digest('base64url');

  return {
    is: isOwner,
    wrongToken(request) {
      if (isOwner(request)) return undefined;
      const bearer = bearerOf(request);
      if (bearer !== undefined) return bearer;
      const given = request.method === 'GET' ? new URL(request.url).searchParams.get('token') : null;
      return given === null || opens(given) ? undefined : given;
    },
    signIn(request) {
      const url = new URL(request.url);
      const given = url.searchParams.get('token');
      if (given === null || request.method !== 'GET') return undefined;
      url.searchParams.delete('token');
      const headers = new Headers({
        location: url.pathname + url.search,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
      if (opens(given)) {
        const isHttps = originOf(request).startsWith('https:');
        const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${cookieSeconds}${isHttps ? '; Secure' : ''}`;
        headers.set('set-cookie', `${cookieName()}=${cookieValue}; ${attributes}`);
      }
      return new Response(null, { status: 303, headers });
    },
  };

  function isOwner(request: Request): boolean {
    return same(bearerOf(request), token) || same(cookieOf(request, cookieName()), cookieValue);
  }

  function opens(given: string): boolean {
    return same(given, token) || isPass(given);
  }

  function isPass(given: string): boolean {
    const until = Number(given.split('.', 1)[0]);
    return until > clock.now() && same(given, passOf(token, until));
  }
}

function bearerOf(request: Request): string | undefined {
  return /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
}

function cookieOf(request: Request, name: string): string | undefined {
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

function same(given: string | undefined, expected: string): boolean {
  return given !== undefined && timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
