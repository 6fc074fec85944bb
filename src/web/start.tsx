import { render } from 'preact';
import { App } from './app.tsx';
import { startArrows } from './components/arrows.ts';
import { cache } from './data/use-query.ts';
import { frontData } from './drawn/front-data.ts';
import { expectFilm } from './expect-film.ts';
import { beginLanguage } from './language-choice.ts';
import { remember } from './names.ts';
import { fetchPage } from './pages/index.ts';
import { frontQuery } from './pages/queries.ts';
import { go, startRouter } from './router.ts';

/** Opens the house, over what the door may have drawn of it already. `wanted` gives what was chosen there meanwhile. */
export async function start(root: HTMLElement, wanted: () => string | undefined): Promise<void> {
  await beginLanguage();
  startRouter(fetchPage);
  startArrows();
  expectFilm();
  takeFront();
  render(<App />, root);
  delete root.dataset.drawn;
  const address = wanted();
  if (address !== undefined) go(address);
  // Only where the address is a secure one, which this machine's own is.
  if (!('serviceWorker' in navigator)) return;
  if (document.readyState === 'complete') await keepApp();
  else addEventListener('load', () => void keepApp());
}

/** What the door drew the front page from need not be asked for again. */
function takeFront(): void {
  const front = frontData();
  if (front === undefined) return;
  remember(front.titles);
  cache.put(frontQuery.key, front);
  if (front.more) cache.expire(frontQuery.key);
}

async function keepApp(): Promise<void> {
  await navigator.serviceWorker.register('/service-worker.js').catch(() => undefined);
}
