import type { TitleCard } from '../../../contracts/catalog/index.ts';

type Series = NonNullable<TitleCard['series']>;

/** The episode after this one in the same series, whatever order the others come in. Undefined after the last. */
export function nextEpisode(
  card: Pick<TitleCard, 'id' | 'series'>,
  others: readonly TitleCard[],
): TitleCard | undefined {
  const { series } = card;
  if (series === undefined) return undefined;
  const later = others.filter((other) => other.series?.name === series.name && isAfter(other.series, series));
  return later.reduce<TitleCard | undefined>((first, other) => {
    if (first?.series === undefined || other.series === undefined) return first ?? other;
    return isAfter(first.series, other.series) ? other : first;
  }, undefined);
}

function isAfter(a: Series, b: Series): boolean {
  return a.season > b.season || (a.season === b.season && a.episode > b.episode);
}
