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

test('every language says everything, with other words', () => {
  for (const words of [de, ar]) {
    assert.deepEqual(shape(words), shape(en));
    const same = (a: unknown, b: unknown): number => {
      if (typeof a !== 'object' || a === null) return typeof a === 'string' && a === b ? 1 : 0;
      return Object.entries(a).reduce(
        (sum, [name, value]) => sum + same(value, (b as Record<string, unknown>)[name]),
        0,
      );
    };
    // Names, and words that are the same in both: but no area left in English.
    assert.ok(same(words, en) < 40, `${same(words, en)} words are English`);
  }
});

test('numbers of things follow the language’s own rules', () => {
  const films = pluralOf('ar', { one: 'I', two: 'II', few: 'few #', many: 'many #', other: 'other #' });
  assert.deepEqual(
    [1, 2, 3, 11, 100].map((count) => films(count, String(count))),
    ['I', 'II', 'few 3', 'many 11', 'other 100'],
  );
});
