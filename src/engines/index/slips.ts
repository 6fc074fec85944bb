/** The pairs of neighbouring letters of a word, its beginning and end marked. */
export function pairsOf(word: string): string[] {
  const symbols = ['^', ...word, '$'];
  return [...new Set(symbols.slice(1).map((symbol, index) => `${symbols[index]}${symbol}`))];
}

/** How many slips are forgiven: none in very short words. */
export function forgiven(word: string): number {
  const { length } = [...word];
  if (length < 3) return 0;
  return length < 8 ? 1 : 2;
}

/**
 * How many slips lie between what was typed and a word: letters left out, added, changed or swapped with their
 * neighbour. Where the word is longer, its beginning may stand for it. Above `most` it is `most + 1`.
 */
export function slipsBetween(typed: string, word: string, most: number): number {
  const from = [...typed];
  const to = [...word].slice(0, from.length + most);
  if (from.length - to.length > most) return most + 1;
  let before: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const line = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (line[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1);
      line.push(cost);
    }
    before = last;
    last = line;
  }
  // The word itself, or any beginning of it.
  return Math.min(most + 1, ...last.slice(1));
}

/** Words that are compared letter by letter, and those that a mistyped one may stand for. */
export const mostCandidates = 300;
const mostMeant = 40;

/** How many pairs a word has at least in common with what was typed for it: a slip changes three at most. */
export function leastPairs(typed: string): number {
  return Math.max(1, pairsOf(typed).length - 1 - 3 * forgiven(typed));
}

/** Of words, those that what was typed may stand for: the fewest slips first. */
export function closest(typed: string, words: readonly string[]): readonly string[] {
  const most = forgiven(typed);
  return words
    .map((word) => ({ word, slips: slipsBetween(typed, word, most) }))
    .filter(({ slips }) => slips <= most)
    .sort((a, b) => a.slips - b.slips)
    .slice(0, mostMeant)
    .map(({ word }) => word);
}
