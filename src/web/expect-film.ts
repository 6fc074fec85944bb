import { systemClock } from '../kit/index.ts';
import { fetchPlayer } from './pages/index.ts';
import { routeOf } from './routes.ts';

/** Where the browser says so: its user pays for bytes, or waits for them. */
interface Connected {
  readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string };
}

const slow: readonly string[] = ['slow-2g', '2g', '3g'];
/** The posters come first. */
const restMs = 800;

/**
 * Where films can be played and a mouse is at hand, the player's script is fetched and read, and the addresses of the
 * first of these films with it: once the page has come to
 * rest, or a mouse moves, whichever is first. It takes longer to read than a hand takes to come to Play, and the page
 * has nothing else to do then. Touch, keys and remotes say what they want as they come to it.
 */
export function expectFilm(): void {
  const seen = new AbortController();
  addEventListener('pointermove', ({ pointerType }) => pointerType === 'mouse' && look(), {
    passive: true,
    signal: seen.signal,
  });
  if (document.readyState === 'complete') void rest();
  else addEventListener('load', () => void rest(), { once: true });

  async function rest(): Promise<void> {
    if (!matchMedia('(hover: hover) and (pointer: fine)').matches) return;
    if (slow.includes(connection()?.effectiveType ?? '')) return;
    await systemClock.sleep(restMs);
    if (seen.signal.aborted) return;
    if ('requestIdleCallback' in window) requestIdleCallback(look);
    else look();
  }

  function look(): void {
    const first = document.querySelector<HTMLAnchorElement>('a[href^="/watch/"]');
    if (seen.signal.aborted || first === null) return;
    seen.abort();
    if (connection()?.saveData === true) return;
    const route = routeOf(first);
    // Whoever needs it asks again where this fails.
    fetchPlayer(route.page === 'watch' ? route.id : undefined).catch(() => undefined);
  }
}

function connection(): Connected['connection'] {
  return (navigator as Connected).connection;
}
