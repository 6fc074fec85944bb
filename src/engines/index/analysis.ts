// What every adapter makes of texts and keywords, so that all of them find the same.
import { beginningsOf, fold, joinedWordsOf, wordsOf } from '../../kit/index.ts';
import type { Document, Field, Mapping, Operation } from './index.ts';

/** Words of a search that are looked at; more would say nothing. */
const mostWords = 12;
const longestKeyword = 300;
const goodName = /^[a-z][a-zA-Z0-9]{0,39}$/;

/** How letters and the ampersand are written out in some languages by whoever has not got them. */
const writtenOut: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: { '&': ' and ' },
  de: { '&': ' und ', ä: 'ae', ö: 'oe', ü: 'ue' },
  da: { '&': ' og ', å: 'aa', ø: 'oe' },
  nb: { '&': ' og ', å: 'aa', ø: 'oe' },
  sv: { '&': ' och ', å: 'aa', ä: 'ae', ö: 'oe' },
  fr: { '&': ' et ' },
};

/** The folded words of a search. */
export function searchedWords(text: string): string[] {
  return wordsOf(text).slice(0, mostWords);
}

/** The words by which a document is found, each with the weight of the weightiest field it stands in. */
export function indexedWords({ fields }: Mapping, document: Document): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [name, field] of Object.entries(fields)) {
    if (field.type !== 'text') continue;
    const { weight = 1, languages = [] } = field;
    for (const text of textsOf(document[name])) {
      for (const spelling of spellingsOf(text, languages)) {
        for (const word of wordsIn(spelling)) {
          found.set(word, Math.max(weight, found.get(word) ?? 0));
        }
      }
    }
  }
  return found;
}

/** The words of a text by which it is found: each, and those that only marks hold apart also as one. */
function wordsIn(text: string): string[] {
  return [...wordsOf(text).flatMap(beginningsOf), ...joinedWordsOf(text)];
}

function spellingsOf(text: string, languages: readonly string[]): ReadonlySet<string> {
  const plain = text.normalize('NFC').toLowerCase();
  const letters = languages.map((language) => writtenOut[language.split('-')[0] ?? ''] ?? {});
  return new Set([plain, ...letters.map((by) => plain.replace(/[äöüåø&]/g, (letter) => by[letter] ?? letter))]);
}

/** What a keyword is compared by. */
export function comparedKeyword(field: Field, value: string | number): string | number {
  if (field.type !== 'keyword' || typeof value === 'number') return value;
  return (field.folded === true ? fold(value).trim() : value).slice(0, longestKeyword);
}

/** Values of keywords that are `many` or `folded`, each once: what they are compared by, with how they were written. */
export function keywordsIn(mapping: Mapping, document: Document): ReadonlyMap<string, KeywordValue> {
  const found = new Map<string, KeywordValue>();
  for (const [name, field] of Object.entries(mapping.fields)) {
    if (field.type !== 'keyword' || isSingle(field)) continue;
    for (const value of textsOf(document[name])) {
      const compared = String(comparedKeyword(field, value));
      found.set(`${name} ${compared}`, { field: name, compared, value: value.slice(0, longestKeyword) });
    }
  }
  return found;
}

export interface KeywordValue {
  readonly field: string;
  readonly compared: string;
  readonly value: string;
}

/** Whether a document has one value of this field at most, that it can be sorted by. */
export function isSingle(field: Field | undefined): boolean {
  if (field === undefined || field.type === 'text') return false;
  return field.type !== 'keyword' || !(field.many === true || field.folded === true);
}

function textsOf(value: Document[string]): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'object' ? value : [String(value)];
}

/** What is wrong with a mapping, in a sentence; undefined where nothing is. */
export function troubleOfMapping({ fields, sortedBy }: Mapping): string | undefined {
  const names = Object.keys(fields);
  const bad = names.find((name) => !goodName.test(name) || name === 'score');
  if (bad !== undefined) return `${bad} cannot be a field’s name.`;
  if (new Set(names.map((name) => name.toLowerCase())).size < names.length) return 'Two fields differ by case alone.';
  if (sortedBy !== undefined && !isSingle(fields[sortedBy])) return `It cannot be sorted by ${sortedBy}.`;
  return undefined;
}

/** What is wrong with an operation, in a sentence; undefined where nothing is. */
export function troubleOfOperation(mapping: Mapping, { id, version, document }: Operation): string | undefined {
  if (id.length < 1 || id.length > 300) return 'Its id is not 1 to 300 characters.';
  if (!Number.isSafeInteger(version) || version < 0) return 'Its version is not a whole number from 0 on.';
  return document === undefined ? undefined : troubleOfDocument(mapping, document);
}

/** What is wrong with a document, in a sentence; undefined where nothing is. */
function troubleOfDocument({ fields }: Mapping, document: Document): string | undefined {
  for (const [name, value] of Object.entries(document)) {
    const field = fields[name];
    if (field === undefined) return `The mapping has no field ${name}.`;
    if (value !== undefined && !fits(field, value)) return `${name} is not what the mapping says.`;
  }
  return undefined;
}

function fits(field: Field, value: NonNullable<Document[string]>): boolean {
  if (field.type === 'date') return Number.isSafeInteger(value);
  if (field.type === 'number') return Number.isFinite(value);
  if (typeof value === 'object') return !isSingle(field) && value.every((text) => typeof text === 'string');
  return typeof value === 'string';
}
