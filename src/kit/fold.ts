/** Letters that are no base letter with a mark, and how people write them who have not got them. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ŋ: 'n',
};

/** Scripts that are written without spaces between words. */
const spaceless = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

const longestWord = 60;

/** A text without case, diacritics and ways of writing: what is compared when something is looked for. */
export function fold(text: string): string {
  return text
    .replace(/(?<=\d)(?=[¼-¾⅐-⅞])/g, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþıŋ]/g, (letter) => letters[letter] ?? letter)
    .normalize('NFC');
}

/** The folded words of a text; apostrophes and dots within words are left out: `O’Brien` is one word. */
export function wordsOf(text: string): string[] {
  const words = fold(text)
    .replace(/(?<=[\p{L}\p{N}])['’`.](?=[\p{L}\p{N}])/gu, '')
    .match(/[\p{L}\p{N}]+/gu);
  return (words ?? []).map((word) => word.slice(0, longestWord));
}

/**
 * Words that only marks hold apart, as who leaves the marks out writes them: `spiderman` of `Spider-Man`, `mash` of
 * `M*A*S*H`.
 */
export function joinedWordsOf(text: string): string[] {
  const compounds = fold(text).match(/[\p{L}\p{N}]+(?:[^\p{L}\p{N}\s]+[\p{L}\p{N}]+)+/gu);
  return (compounds ?? []).map((compound) => compound.replace(/[^\p{L}\p{N}]+/gu, '').slice(0, longestWord));
}

/** By what a word is found when its beginning is typed; where words are not told apart, any part begins one. */
export function beginningsOf(word: string): string[] {
  if (!spaceless.test(word)) return [word];
  const symbols = [...word];
  return symbols.map((_, index) => symbols.slice(index).join(''));
}

/** What names are sorted by: `Rocky 2` before `Rocky 10`. */
export function sortKey(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/\d{1,8}/g, (digits) => digits.padStart(8, '0'))
    .slice(0, 300);
}
