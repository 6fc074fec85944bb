/** Where in the house one is. The address bar says it, and nothing else does. */
export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'title'; readonly id: string }
  | { readonly page: 'series'; readonly id: string; readonly season: number | undefined }
  | ({ readonly page: 'library' } & LibraryView)
  | { readonly page: 'search'; readonly wanted: string }
  | { readonly page: 'watch'; readonly id: string; readonly at: number | undefined }
  | { readonly page: 'studio' }
  | { readonly page: 'film'; readonly id: string }
  | { readonly page: 'shelf' }
  | { readonly page: 'operations' }
  | { readonly page: 'parts' }
  | { readonly page: 'nowhere' };

export type Page = Route['page'];

/** Orders of the library, as its address names them. */
export const librarySorts = ['added', 'name', 'year', 'year-up', 'duration', 'duration-down'] as const;
export type LibrarySort = (typeof librarySorts)[number];

export interface LibraryView {
  readonly sort: LibrarySort;
  readonly genre: string | undefined;
  readonly language: string | undefined;
  /** Its first year: `1920`. */
  readonly decade?: string | undefined;
}

/** Nothing else is the id of a film, whatever a link says. */
const filmIds = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Address = { readonly pathname: string; readonly search: string };

export function routeOf({ pathname, search }: Address): Route {
  const [first, second, ...rest] = pathname.split('/').filter((part) => part !== '');
  const query = new URLSearchParams(search);
  if (rest.length > 0) return { page: 'nowhere' };
  if (second === undefined) {
    switch (first) {
      case undefined:
        return { page: 'home' };
      case 'library':
        return { page: 'library', ...libraryViewOf(query) };
      case 'search':
        return { page: 'search', wanted: query.get('q') ?? '' };
      case 'studio':
      case 'operations':
      case 'parts':
        return { page: first };
      default:
        return { page: 'nowhere' };
    }
  }
  const id = decoded(second);
  if (id === undefined) return { page: 'nowhere' };
  switch (first) {
    case 'title':
      return { page: 'title', id };
    case 'series':
      return { page: 'series', id, season: seasonOf(query.get('season')) };
    case 'studio':
      return id === 'removed' ? { page: 'shelf' } : { page: 'film', id };
    case 'watch':
      return filmIds.test(id) ? { page: 'watch', id, at: secondsOf(query.get('t')) } : { page: 'nowhere' };
    default:
      return { page: 'nowhere' };
  }
}

export const addressOf = {
  home: '/',
  library: (view: Partial<LibraryView> = {}) => {
    const { sort, genre, language, decade } = view;
    return withQuery('/library', { sort: sort === 'added' ? undefined : sort, genre, language, decade });
  },
  search: (wanted = '') => withQuery('/search', { q: wanted === '' ? undefined : wanted }),
  title: (id: string) => `/title/${encodeURIComponent(id)}`,
  series: (id: string, season?: number) =>
    withQuery(`/series/${encodeURIComponent(id)}`, { season: season === undefined ? undefined : String(season) }),
  watch: (id: string, at?: number) =>
    withQuery(`/watch/${encodeURIComponent(id)}`, { t: at === undefined ? undefined : String(Math.floor(at)) }),
  studio: '/studio',
  shelf: '/studio/removed',
  film: (id: string) => `/studio/${encodeURIComponent(id)}`,
  operations: '/operations',
  parts: '/parts',
};

function libraryViewOf(query: URLSearchParams): LibraryView {
  const sort = librarySorts.find((one) => one === query.get('sort')) ?? 'added';
  const decade = query.get('decade') ?? '';
  return {
    sort,
    genre: query.get('genre') || undefined,
    language: query.get('language') || undefined,
    ...(/^\d{3}0$/.test(decade) ? { decade } : {}),
  };
}

function seasonOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,5}$/.test(text) ? Number(text) : undefined;
}

function withQuery(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query}`;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}

/** `90`, `90s`, `1m30s`, `1h2m3s`, `1:30`, `1:02:03`: as people write them into addresses. Undefined where it is none of these. */
export function secondsOf(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (/^\d+(\.\d+)?s?$/.test(text)) return Number.parseFloat(text);
  if (/^\d+(:[0-5]?\d){1,2}$/.test(text)) return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  if (match === null || text === '') return undefined;
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
