import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface OwnerOptions {
  readonly token: string | undefined;
  /** True where only this machine can connect: whoever does is the owner. */
  readonly loopback: boolean;
  /** The door's port: cookies are shared by all ports of a host name. */
  readonly port: () => number;
}

/** Tells the owner from everybody else. */
export interface Owner {
  is(request: Request): boolean;
  /** For a visit to a page with `?token=…`: the way to the same page without it, with the cookie if it was right. */
  signIn(request: Request): Response | undefined;
}

const cookieSeconds = 180 * 86_400;

export function ownerCheck({ token, loopback, port }: OwnerOptions): Owner {
  const cookieName = (): string => `bijou-owner-${port()}`;
  // The browser keeps a derived value, so that what it holds opens nothing but this door.
  const cookieValue = token && createHmac('sha256', token).update('bijou owner cookie').digest('base64url');

  return {
    is(request) {
      if (loopback && !isPassedOn(request)) return true;
      if (token === undefined) return false;
      const bearer = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
      return same(bearer, token) || same(cookieOf(request, cookieName()), cookieValue);
    },
    signIn(request) {
      const url = new URL(request.url);
      const given = url.searchParams.get('token');
      if (given === null || request.method !== 'GET') return undefined;
      url.searchParams.delete('token');
      const headers = new Headers({ location: url.pathname + url.search, 'cache-control': 'no-store' });
      if (same(given, token)) {
        const attributes = `Path=/; HttpOnly; SameSite=Strict; Max-Age=${cookieSeconds}`;
        headers.set('set-cookie', `${cookieName()}=${cookieValue}; ${attributes}`);
      }
      return new Response(null, { status: 303, headers });
    },
  };
}

/** A proxy on this machine speaks for somebody who need not be on it. */
function isPassedOn({ headers }: Request): boolean {
  return headers.has('forwarded') || headers.has('x-forwarded-for') || headers.has('x-real-ip') || headers.has('via');
}

function cookieOf(request: Request, name: string): string | undefined {
  const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/);
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}

function same(given: string | undefined, expected: string | undefined): boolean {
  if (given === undefined || expected === undefined) return false;
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
