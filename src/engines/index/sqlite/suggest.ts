import type { Run } from '../../../host/index.ts';
import { searchedWords } from '../analysis.ts';
import { type Fragment, joined, sql } from './fragment.ts';
import { mistyped } from './matches.ts';
import type { IndexTables } from './tables.ts';

export async function suggest(
  run: Run,
  index: IndexTables,
  { text, limit }: { readonly text: string; readonly limit: number },
): Promise<readonly string[]> {
  const last = searchedWords(text).at(-1);
  if (last === undefined) return [];
  const those = async (which: Fragment) => {
    const { rows } = await run(sql`select word from ${index.words} where ${which}
      group by word order by count(*) desc, word limit ${limit}`);
    return rows.map(({ word }) => String(word));
  };
  const begun = await those(sql`word >= ${last} and word < ${`${last}\u{10ffff}`}`);
  if (begun.length > 0) return begun;
  const meant = await mistyped(run, index, last);
  return meant.length === 0 ? [] : those(sql`word in (${joined(meant)})`);
}
