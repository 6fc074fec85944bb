import { searchedWords } from '../analysis.ts';
import { isDocument } from './conditions.ts';
import { aggregated, ask, type Place } from './place.ts';
import { wordsField } from './stored.ts';
import { mistyped } from './words.ts';

export async function suggest(
  place: Place,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<readonly string[]> {
  const last = searchedWords(text).at(-1);
  if (last === undefined) return [];
  // Letters and digits alone, so nothing in it means anything to an expression.
  const begun = await words(place, `${last}.*`, limit);
  if (begun.length > 0) return begun;
  const meant = await mistyped(place, last);
  return meant.length === 0 ? [] : words(place, meant, limit);
}

/** Those of most documents first. */
async function words(place: Place, include: string | readonly string[], limit: number): Promise<readonly string[]> {
  const answer = await ask(place, {
    ...{ size: 0, track_total_hits: false, query: isDocument },
    aggs: { words: { terms: { field: wordsField, size: limit, shard_size: Math.max(limit, 1_000), include } } },
  });
  const { buckets } = aggregated<{
    readonly buckets: readonly { readonly key: string }[];
  }>(answer, 'words');
  return buckets.map(({ key }) => key);
}
