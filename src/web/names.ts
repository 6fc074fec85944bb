const names = new Map<string, string>();

/** Keeps what titles are called, so that the curtain can say it before the film is there. */
export function remember<Card extends { readonly id: string; readonly name: string }>(
  cards: readonly Card[],
): readonly Card[] {
  for (const { id, name } of cards) names.set(id, name);
  return cards;
}

/** Empty where this page has not seen the title. */
export function knownName(id: string): string {
  return names.get(id) ?? '';
}
