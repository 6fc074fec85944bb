import { fetchPlayer } from './pages/index.ts';

/** Where the browser says so: its user pays for bytes. */
type Connected = Navigator & { readonly connection?: { readonly saveData?: boolean } };

/**
 * Once a mouse moves on a page from which a film can be played, the player's script is fetched: it takes longer to
 * read than a hand takes to come to Play. Touch, keys and remotes say what they want as they come to it.
 */
export function expectFilm(): void {
  const seen = new AbortController();
  addEventListener('pointermove', onMove, { passive: true, signal: seen.signal });

  function onMove({ pointerType }: PointerEvent): void {
    if (pointerType !== 'mouse' || document.querySelector('a[href^="/watch/"]') === null) return;
    seen.abort();
    if ((navigator as Connected).connection?.saveData === true) return;
    // Whoever needs it asks again where this fails.
    fetchPlayer().catch(() => undefined);
  }
}
