// Keeps the app's own files, so that it opens without a connection and says so itself. Films, lists and everything
// else under /api/ go past it.

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const shelfName = 'bijou-app';
/** The header that says which build of the app a page opens. */
const version = 'bijou-app';
/** The page of every address of the app. */
const page = '/index.html';
/** Files of versions that are gone leave when there are more than this. */
const most = 150;

addEventListener('install', (event) => (event as Lasting).waitUntil(keepShell()));

addEventListener('fetch', (event) => {
  const { request } = event as Fetching;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin || pathname.startsWith('/api/')) return;
  if (request.mode === 'navigate') (event as Fetching).respondWith(pageFor(event as Fetching));
  else if (isFile(pathname)) (event as Fetching).respondWith(fileFor(request));
});

/** The page, and what it names: its script, style and faces. */
async function keepShell(): Promise<void> {
  const shelf = await caches.open(shelfName);
  const response = await fetch(page, { cache: 'reload' });
  if (!response.ok) throw new Error(`The page answered ${response.status}`);
  const named = [...(await response.clone().text()).matchAll(/(?:href|src)="(\/[^"]+\.[a-z0-9]+)"/g)];
  await shelf.put(page, response);
  await shelf.addAll([...new Set(named.map(([, address = '']) => address).filter(isFile))]);
}

/** From the network, so that the newest version is seen at once; without one, what was kept. */
async function pageFor(event: Fetching): Promise<Response> {
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(renew(response.clone()));
    return response;
  } catch (error) {
    const kept = await caches.match(page);
    if (kept === undefined) throw error;
    return kept;
  }
}

/** Where the page has changed, the new version is kept whole in place of the old one. */
async function renew(response: Response): Promise<void> {
  const kept = await caches.match(page);
  if (kept?.headers.get(version) === response.headers.get(version)) return;
  await keepShell();
  const shelf = await caches.open(shelfName);
  const all = await shelf.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - most)).map((old) => shelf.delete(old)));
}

/** Names carry a hash of what is in the file: what was kept is right for ever. */
async function fileFor(request: Request): Promise<Response> {
  const shelf = await caches.open(shelfName);
  const kept = await shelf.match(request);
  if (kept !== undefined) return kept;
  const response = await fetch(request);
  if (response.ok) await shelf.put(request, response.clone());
  return response;
}

function isFile(pathname: string): boolean {
  return pathname.startsWith('/assets/');
}
