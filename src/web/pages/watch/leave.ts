import { go } from '../../router.ts';
import { addressOf } from '../../routes.ts';

interface Entries {
  readonly currentEntry: { readonly index: number } | null;
  entries(): readonly { readonly url: string | null }[];
}

/** Back where one came from, where that was a page of this house that is not a film; else to the films. */
export function leaveFilm(): void {
  const { navigation } = globalThis as { readonly navigation?: Entries };
  const at = navigation?.currentEntry?.index ?? 0;
  const before = navigation?.entries()[at - 1]?.url;
  const isOurs = typeof before === 'string' && new URL(before).origin === location.origin;
  if (isOurs && !new URL(before).pathname.startsWith('/watch/')) history.back();
  else go(addressOf.home);
}
