/** Where in the house one is. The address bar says it, and nothing else does. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'watch'; readonly id: string; readonly at: number | undefined }
  | { readonly page: 'studio' }
  | { readonly page: 'nowhere' };

export function routeOf(address: { readonly pathname: string; readonly search: string }): Route {
  const parts = address.pathname.split('/').filter((part) => part !== '');
  const [first, second] = parts;
  if (first === undefined) return { page: 'home' };
  if (first === 'studio' && second === undefined) return { page: 'studio' };
  if (first === 'watch' && second !== undefined && parts.length === 2) {
    return { page: 'watch', id: second, at: secondsOf(new URLSearchParams(address.search).get('t')) };
  }
  return { page: 'nowhere' };
}

export const addressOf = {
  home: '/',
  studio: '/studio',
  watch: (id: string, at?: number) =>
    `/watch/${encodeURIComponent(id)}${at === undefined ? '' : `?t=${Math.floor(at)}`}`,
};

/** `90`, `90s`, `1m30s`, `1h2m3s`: as people write them into addresses. Undefined where it is none of these. */
export function secondsOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d+(\.\d+)?s?$/.test(text)) return Number.parseFloat(text);
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (match === null || text === '') return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
