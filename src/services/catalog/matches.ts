import { type Kysely, type RawBuilder, sql } from 'kysely';
import { wordsOf } from './fold.ts';
import { forgiven, pairsOf, slipsBetween } from './slips.ts';
import type { CatalogTables } from './tables.ts';

type Db = Kysely<CatalogTables>;

/** Words of a search that are looked at; more would say nothing. */
const mostWords = 12;
/** Words that are compared letter by letter, and those that a mistyped one may stand for. */
const mostCandidates = 300;
const mostMeant = 40;

/**
 * A query of `title` and `score` for what is looked for: titles that have every word, or a word that begins with it.
 * Undefined where it has no word.
 */
export function asTyped(q: string): RawBuilder<unknown> | undefined {
  const words = searched(q);
  return words.length === 0 ? undefined : together(words.map(beginningWith));
}

/** The same for words that may be mistyped. Undefined where one of them is like no word that is known. */
export async function asMeant(db: Db, q: string): Promise<RawBuilder<unknown> | undefined> {
  const meant: RawBuilder<unknown>[] = [];
  for (const word of searched(q)) {
    const candidates = await mistyped(db, word);
    if (candidates.length > 0) meant.push(oneOf(candidates));
    else if (forgiven(word) === 0) meant.push(beginningWith(word));
    else return undefined;
  }
  return meant.length === 0 ? undefined : together(meant);
}

function searched(q: string): string[] {
  return wordsOf(q).slice(0, mostWords);
}

/** Titles with a word that begins so; the word itself counts twice. */
function beginningWith(word: string): RawBuilder<unknown> {
  return sql`select title, max(case when word = ${word} then weight * 2 else weight end) as score
    from words where word >= ${word} and word < ${`${word}\u{10ffff}`} group by title`;
}

function oneOf(words: readonly string[]): RawBuilder<unknown> {
  return sql`select title, max(weight) as score from words where word in (${sql.join(words)}) group by title`;
}

/** Titles that are in every one of these, with the sum of their scores. */
function together(parts: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  const [first, ...rest] = parts;
  if (first === undefined) throw new RangeError('Nothing to put together');
  if (rest.length === 0) return first;
  const all = sql.join(parts, sql` union all `);
  return sql`select title, sum(score) as score from (${all}) as found group by title having count(*) = ${parts.length}`;
}

/** Known words that what was typed may stand for: those with the fewest slips, and itself. */
async function mistyped(db: Db, typed: string): Promise<readonly string[]> {
  const most = forgiven(typed);
  if (most === 0) return [];
  const pairs = pairsOf(typed);
  const rows = await db
    .selectFrom('pairs')
    .select('word')
    .where('pair', 'in', pairs)
    .groupBy('word')
    // A slip changes three pairs at most.
    .having(({ fn }) => fn.countAll(), '>=', Math.max(1, pairs.length - 1 - 3 * most))
    .orderBy(({ fn }) => fn.countAll(), 'desc')
    .orderBy('word')
    .limit(mostCandidates)
    .execute();
  return rows
    .map(({ word }) => ({ word, slips: slipsBetween(typed, word, most) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips)
    .slice(0, mostMeant)
    .map(({ word }) => word);
}
