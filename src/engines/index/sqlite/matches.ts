import type { Run } from '../../../host/index.ts';
import { searchedWords } from '../analysis.ts';
import type { Words } from '../index.ts';
import { closest, forgiven, leastPairs, mostCandidates, pairsOf } from '../slips.ts';
import { type Fragment, joined, sql } from './fragment.ts';
import type { IndexTables } from './tables.ts';

/**
 * A query of `document` and `score` for what is looked for: documents that have every word, or one that begins with it.
 * Undefined where it has no word.
 */
export function asTyped(index: IndexTables, { text, beginnings = 'last' }: Words): Fragment | undefined {
  const words = searchedWords(text);
  if (words.length === 0) return undefined;
  const isBeginning = (place: number) =>
    beginnings === 'every' || (beginnings === 'last' && place === words.length - 1);
  return together(words.map((word, place) => (isBeginning(place) ? beginningWith(index, word) : whole(index, word))));
}

/** The same for words that may be mistyped. Undefined where one of them is like no word that is known. */
export async function asMeant(run: Run, index: IndexTables, { text }: Words): Promise<Fragment | undefined> {
  const meant: Fragment[] = [];
  for (const word of searchedWords(text)) {
    const candidates = await mistyped(run, index, word);
    if (candidates.length > 0) meant.push(oneOf(index, candidates));
    else if (forgiven(word) === 0) meant.push(beginningWith(index, word));
    else return undefined;
  }
  return meant.length === 0 ? undefined : together(meant);
}

/** Known words that what was typed may stand for: those with the fewest slips, and itself. */
export async function mistyped(run: Run, { pairs }: IndexTables, typed: string): Promise<readonly string[]> {
  if (forgiven(typed) === 0) return [];
  const { rows } = await run(sql`select word from ${pairs} where pair in (${joined(pairsOf(typed))})
    group by word having count(*) >= ${leastPairs(typed)} order by count(*) desc, word limit ${mostCandidates}`);
  return closest(
    typed,
    rows.map(({ word }) => String(word)),
  );
}

function whole({ words }: IndexTables, word: string): Fragment {
  return sql`select document, weight * 2 as score from ${words} where word = ${word}`;
}

/** Documents with a word that begins so; the word itself counts twice. */
function beginningWith({ words }: IndexTables, word: string): Fragment {
  return sql`select document, max(case when word = ${word} then weight * 2 else weight end) as score
    from ${words} where word >= ${word} and word < ${`${word}\u{10ffff}`} group by document`;
}

function oneOf({ words }: IndexTables, list: readonly string[]): Fragment {
  return sql`select document, max(weight) as score from ${words} where word in (${joined(list)}) group by document`;
}

/** Documents that are in every one of these, with the sum of their scores. */
function together(parts: readonly Fragment[]): Fragment {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const all = joined(parts, ' union all ');
  return sql`select document, sum(score) as score from (${all}) group by document having count(*) = ${parts.length}`;
}
