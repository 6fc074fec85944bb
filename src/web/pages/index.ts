import type { ComponentType } from 'preact';
import type { Route } from '../routes.ts';

/** A page whose script comes when it is first wanted. */
export interface LaterPage<Props extends object> {
  readonly fetch: () => Promise<ComponentType<Props>>;
  /** Undefined until it was fetched. */
  readonly loaded: () => ComponentType<Props> | undefined;
}

function later<Props extends object>(get: () => Promise<ComponentType<Props>>): LaterPage<Props> {
  let component: ComponentType<Props> | undefined;
  let asked: Promise<ComponentType<Props>> | undefined;
  return {
    loaded: () => component,
    fetch() {
      asked ??= get().then(
        (page) => {
          component = page;
          return page;
        },
        (error: unknown) => {
          asked = undefined;
          throw error;
        },
      );
      return asked;
    },
  };
}

/** Every page but the first. */
export const laterPages = {
  title: later(() => import('./title/title.tsx').then((module) => module.Title)),
  series: later(() => import('./series/series.tsx').then((module) => module.Series)),
  library: later(() => import('./library/library.tsx').then((module) => module.Library)),
  search: later(() => import('./search/search.tsx').then((module) => module.Search)),
  watch: later(() => import('./watch/watch.tsx').then((module) => module.Watch)),
  studio: later(() => import('./studio/studio.tsx').then((module) => module.Studio)),
  film: later(() => import('./studio/film/film.tsx').then((module) => module.Film)),
  shelf: later(() => import('./studio/shelf/shelf.tsx').then((module) => module.Shelf)),
  operations: later(() => import('./operations/operations.tsx').then((module) => module.Operations)),
  parts: later(() => import('./parts/parts.tsx').then((module) => module.Parts)),
};

/** Fetches what every film needs, before one was chosen, and the addresses of the one that likely will be. */
export async function fetchPlayer(likely: string | undefined): Promise<void> {
  const [{ warm, lookAhead }] = await Promise.all([import('./watch/prepared-film.ts'), laterPages.watch.fetch()]);
  if (likely !== undefined) lookAhead(likely);
  warm();
}

/** Fetches the script of a route's page, so that it is there when the page is shown; and a film's first pictures with it. */
export async function fetchPage(route: Route): Promise<void> {
  const { page } = route;
  // Whoever needs the film asks again where this fails.
  if (page === 'watch')
    import('./watch/prepared-film.ts').then(
      ({ prepare }) => prepare(route.id, route.at),
      () => {},
    );
  if (page !== 'home' && page !== 'nowhere') await laterPages[page].fetch();
}
