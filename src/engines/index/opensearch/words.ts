import { searchedWords } from '../analysis.ts';
import type { Mapping, Words } from '../index.ts';
import { closest, forgiven, leastPairs, mostCandidates, pairsOf } from '../slips.ts';
import { counting } from './conditions.ts';
import { weightField, weightsOf } from './stored.ts';
import type { Json, Wire } from './wire.ts';

/** A query for each word that is looked for, which scores it as the port says. Undefined where there is no word. */
export function asTyped(mapping: Mapping, { text, beginnings = 'last' }: Words): readonly Json[] | undefined {
  const words = searchedWords(text);
  const isBeginning = (place: number) =>
    beginnings === 'every' || (beginnings === 'last' && place === words.length - 1);
  if (words.length === 0) return undefined;
  return words.map((word, place) => (isBeginning(place) ? beginningWith(mapping, word) : whole(mapping, word)));
}

/** The same for words that may be mistyped. Undefined where one of them is like no word that is known. */
export async function asMeant(
  { wire, index }: { readonly wire: Wire; readonly index: string },
  mapping: Mapping,
  { text }: Words,
): Promise<readonly Json[] | undefined> {
  const meant: Json[] = [];
  for (const word of searchedWords(text)) {
    const candidates = await mistyped({ wire, index }, word);
    if (candidates.length > 0) meant.push(oneOf(mapping, candidates));
    else if (forgiven(word) === 0) meant.push(beginningWith(mapping, word));
    else return undefined;
  }
  return meant.length === 0 ? undefined : meant;
}

/** Known words that what was typed may stand for: those with the fewest slips, and itself. */
export async function mistyped(
  { wire, index }: { readonly wire: Wire; readonly index: string },
  typed: string,
): Promise<readonly string[]> {
  if (forgiven(typed) === 0) return [];
  const should = pairsOf(typed).map((pair) => counting({ term: { pairs: pair } }, 1));
  const { hits } = await wire.ask<{
    readonly hits: { readonly hits: readonly { readonly sort: readonly unknown[] }[] };
  }>({
    method: 'POST',
    path: `/${index}/_search`,
    query: { allow_partial_search_results: false },
    body: {
      query: { bool: { should, minimum_should_match: leastPairs(typed) } },
      sort: [{ _score: 'desc' }, { word: 'asc' }],
      size: mostCandidates,
      _source: false,
      track_total_hits: false,
    },
  });
  return closest(
    typed,
    hits.hits.map(({ sort }) => String(sort[1])),
  );
}

function whole(mapping: Mapping, word: string): Json {
  return best(mapping, (place, weight) => [counting({ term: { [place]: word } }, weight * 2)]);
}

/** Documents with a word that begins so; the word itself counts twice. */
function beginningWith(mapping: Mapping, word: string): Json {
  return best(mapping, (place, weight) => [
    counting({ term: { [place]: word } }, weight * 2),
    counting({ prefix: { [place]: word } }, weight),
  ]);
}

function oneOf(mapping: Mapping, words: readonly string[]): Json {
  return best(mapping, (place, weight) => [counting({ terms: { [place]: words } }, weight)]);
}

function best(mapping: Mapping, queriesOf: (place: string, weight: number) => readonly Json[]): Json {
  const queries = weightsOf(mapping).flatMap((weight) => queriesOf(weightField(weight), weight));
  return queries.length === 0 ? { match_none: {} } : { dis_max: { queries } };
}
