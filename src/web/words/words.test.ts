import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ar } from './ar/index.ts';
import { de } from './de/index.ts';
import { en } from './en/index.ts';
import { firstLanguage } from './languages.ts';
import { pluralOf } from './plural.ts';

test('the reader’s own language is found, and a choice goes before it', () => {
  assert.equal(firstLanguage(null, ['fr-CA', 'de-AT', 'en']), 'de');
  assert.equal(firstLanguage('ar', ['de']), 'ar');
  assert.equal(firstLanguage('xx', ['fr']), 'en');
});

/** Names of all words, and what kind each is. */
function shape(words: unknown, path = ''): string[] {
  if (Array.isArray(words)) return [`${path}[${words.length}]`];
  if (typeof words !== 'object' || words === null) return [`${path}:${typeof words}`];
  return Object.entries(words).flatMap(([name, value]) => shape(value, `${path}.${name}`));
}

function sentencesOf(words: unknown): string[] {
  if (typeof words === 'string') return [words];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(sentencesOf) : [];
}

test('every language says everything, with other words', () => {
  for (const words of [de, ar]) {
    assert.deepEqual(shape(words), shape(en));
    for (const [area, said] of Object.entries(words)) {
      const own = sentencesOf(said);
      const english = sentencesOf((en as Record<string, unknown>)[area]);
      const same = own.filter((sentence, index) => sentence === english[index]).length;
      // Names, and words that both languages have; but no area is left in English.
      assert.ok(same <= own.length / 3 || own.length <= 3, `${same} of ${own.length} words of ${area} are English`);
    }
  }
});

test('numbers of things follow the language’s own rules', () => {
  const films = pluralOf('ar', { one: 'I', two: 'II', few: 'few #', many: 'many #', other: 'other #' });
  assert.deepEqual(
    [1, 2, 3, 11, 100].map((count) => films(count, String(count))),
    ['I', 'II', 'few 3', 'many 11', 'other 100'],
  );
});
