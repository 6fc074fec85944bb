import type { Run } from '../../../host/index.ts';
import { searchedWords } from '../analysis.ts';
import type { Words } from '../index.ts';
import { type Fragment, joined, sql } from './fragment.ts';
import { forgiven, pairsOf, slipsBetween } from './slips.ts';
import type { IndexTables } from './tables.ts';

/** Words that are compared letter by letter, and those that a mistyped one may stand for. */
const mostCandidates = 300;
const mostMeant = 40;

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
  const most = forgiven(typed);
  if (most === 0) return [];
  const mine = pairsOf(typed);
  // A slip changes three pairs at most.
  const least = Math.max(1, mine.length - 1 - 3 * most);
  const { rows } = await run(sql`select word from ${pairs} where pair in (${joined(mine)})
    group by word having count(*) >= ${least} order by count(*) desc, word limit ${mostCandidates}`);
  return rows
    .map(({ word }) => ({ word: String(word), slips: slipsBetween(typed, String(word), most) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips)
    .slice(0, mostMeant)
    .map(({ word }) => word);
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
