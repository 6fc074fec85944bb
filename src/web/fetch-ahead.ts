/**
 * Whoever comes to a film's own page wants its player: it is asked for with the app, and not once the app has run.
 * Which files these are stands in the page (`vite.config.js`).
 */
export function fetchFilmScripts({ pathname }: Pick<Location, 'pathname'>): void {
  if (!pathname.startsWith('/watch/')) return;
  const named = document.querySelector<HTMLMetaElement>('meta[name="film-scripts"]')?.content ?? '';
  for (const href of named.split(' ').filter((script) => script !== '')) {
    const link = document.createElement('link');
    const how = href.endsWith('.css') ? { rel: 'preload', as: 'style' } : { rel: 'modulepreload' };
    Object.assign(link, { ...how, href, crossOrigin: '' });
    document.head.append(link);
  }
}
