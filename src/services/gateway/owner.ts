import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

export interface OwnerOptions {
  readonly token: string;
  /** The door's port: cookies are shared by all ports of a host name. */
  readonly port: () => number;
}

/**
 * Tells the owner from everybody else: by the token, or the cookie that it was exchanged for, and by nothing else. That
 * somebody comes from this machine proves nothing, for a proxy on it speaks for anybody.
 */
export interface Owner {
  is(request: Request): boolean;
  /** For a visit to a page with `?token=…`: the way to the same page without it, with the cookie if it was right. */
  signIn(request: Request): Response | undefined;
}

const cookieSeconds = 180 * 86_400;

export function ownerCheck({ token, port }: OwnerOptions): Owner {
  const cookieName = (): string => `bijou-owner-${port()}`;
  // The browser keeps a derived value, so that what it holds opens nothing but this door.
  const cookieValue = createHmac('sha256', token).update('bijou owner cookie').digest('base64url');

  return {
    is(request) {
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
