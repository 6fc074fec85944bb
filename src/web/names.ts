import type { TitleCard } from '../contracts/catalog/index.ts';
import { words } from './words/index.ts';

const cards = new Map<string, TitleCard>();
/** The oldest are forgotten when there are more. */
const most = 2_000;

/** Keeps what is known of titles, so that their pages and the curtain can show it before they have asked. */
export function remember(seen: readonly TitleCard[]): readonly TitleCard[] {
  for (const card of seen) {
    // A card of a whole series has its first episode's id, and is not what is known of that.
    if (card.whole !== undefined) continue;
    cards.delete(card.id);
    cards.set(card.id, card);
  }
  for (const oldest of cards.keys()) {
    if (cards.size <= most) break;
    cards.delete(oldest);
  }
  return seen;
}

/** Undefined where this page has not seen the title. */
export function knownCard(id: string): TitleCard | undefined {
  return cards.get(id);
}

/** A name that can be seen and read out: one of blanks alone is neither. */
export function shownName(name: string): string {
  return name.trim() === '' ? words.untitled : name;
}
