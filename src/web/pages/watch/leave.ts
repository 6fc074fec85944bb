import { takeOver } from '../../router.ts';
import { addressOf } from '../../routes.ts';

interface Entries {
  readonly currentEntry: { readonly index: number } | null;
  entries(): readonly { readonly url: string | null }[];
}

/**
 * Back where one came from, where that was a page of this house; else, and where it was the page of another film than
 * the one that plays by now, to the page of that one.
 */
export function leaveFilm(id: string): void {
  const { navigation } = globalThis as { readonly navigation?: Entries };
  const at = navigation?.currentEntry?.index ?? 0;
  const before = navigation?.entries()[at - 1]?.url;
  const isOurs = typeof before === 'string' && new URL(before).origin === location.origin;
  const page = isOurs ? new URL(before).pathname : '/watch/';
  const isElsewhere = page.startsWith('/watch/') || (page.startsWith('/title/') && page !== addressOf.title(id));
  if (isElsewhere) takeOver(addressOf.title(id));
  else history.back();
}
