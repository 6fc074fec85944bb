import { useEffect, useState } from 'preact/hooks';
import { systemClock } from '../kit/index.ts';
import { type Route, routeOf } from './routes.ts';

const moved = new EventTarget();

/** Goes to an address of this app, with a fade where the browser can. */
export function go(address: string, { replace = false }: { readonly replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  show();
}

/** Writes a new address for the page that is shown already. `kept` marks it as ours rather than a link's. */
export function rewrite(address: string): void {
  history.replaceState({ kept: true }, '', address);
}

/** True where the address was last written by `rewrite`: after a reload what was stored is more exact than it. */
export function isKept(): boolean {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'kept' in state;
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => routeOf(location));
  useEffect(() => {
    const update = () => setRoute(routeOf(location));
    const onPop = () => show();
    moved.addEventListener('moved', update);
    addEventListener('popstate', onPop);
    addEventListener('click', onClick);
    return () => {
      moved.removeEventListener('moved', update);
      removeEventListener('popstate', onPop);
      removeEventListener('click', onClick);
    };
  }, []);
  return route;
}

function show(): void {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (still || typeof document.startViewTransition !== 'function') {
    moved.dispatchEvent(new Event('moved'));
    return;
  }
  document.startViewTransition(async () => {
    moved.dispatchEvent(new Event('moved'));
    await systemClock.sleep(0);
  });
}

/** Links are plain links; those that stay in the app need no new page. */
function onClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null || link.target !== '' || link.origin !== location.origin || link.hasAttribute('download')) return;
  event.preventDefault();
  go(`${link.pathname}${link.search}`);
  scrollTo(0, 0);
}
