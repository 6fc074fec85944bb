// How the port's documents lie there: what they are found by as whole tokens, made on our side, so that every adapter
// finds the same; the document itself as it was told.
import { createHash } from 'node:crypto';
import { comparedKeyword, indexedWords, isSingle, keywordsIn } from '../analysis.ts';
import type { Document, Field, Mapping } from '../index.ts';
import { pairsOf } from '../slips.ts';
import type { Json } from './wire.ts';

/** What every text is found by; each word stands in the field of its weight, too. */
export const wordsField = 'words';
export const weightField = (weight: number) => `words_${weight}`;
export const valueField = (name: string) => `by_${name}`;

/** The weights of a mapping, the highest first. */
export function weightsOf({ fields }: Mapping): readonly number[] {
  const weights = Object.values(fields).flatMap((field) => (field.type === 'text' ? [field.weight ?? 1] : []));
  return [...new Set(weights)].sort((a, b) => b - a);
}

/** What Lucene takes of a keyword, in characters of up to four bytes. */
const longestKeyword = 8_000;

/** Single keywords begin with a letter of ours, so that one that is empty is not one that is missing. */
export function storedValue(field: Field, value: string | number): string | number {
  if (field.type !== 'keyword') return value;
  return isSingle(field) ? `=${String(value).slice(0, longestKeyword)}` : String(comparedKeyword(field, value));
}

export const toldValue = (stored: unknown): string => String(stored).slice(1);

export function properties(mapping: Mapping): Json {
  const keyword = { type: 'keyword' };
  const isFoundOnly = { ...keyword, doc_values: false };
  return {
    id: keyword,
    pairs: isFoundOnly,
    word: keyword,
    [wordsField]: keyword,
    ...Object.fromEntries(weightsOf(mapping).map((weight) => [weightField(weight), isFoundOnly])),
    ...Object.fromEntries(
      Object.entries(mapping.fields)
        .filter(([, field]) => field.type !== 'text')
        .map(([name, field]) => [valueField(name), { type: kinds[field.type] }]),
    ),
    document: { type: 'object', enabled: false },
  };
}

const kinds = { keyword: 'keyword', number: 'double', date: 'long', text: 'keyword' } as const;

export function storedDocument(
  mapping: Mapping,
  id: string,
  document: Document,
): { readonly source: Json; readonly words: readonly string[] } {
  const byWeight = Map.groupBy(indexedWords(mapping, document), ([, weight]) => weight);
  const words = [...byWeight.values()].flatMap((some) => some.map(([word]) => word));
  const singles = Object.entries(mapping.fields).flatMap(([name, field]): [string, unknown][] => {
    const value = document[name];
    return value === undefined || typeof value === 'object' || !isSingle(field)
      ? []
      : [[valueField(name), storedValue(field, value)]];
  });
  const many = Map.groupBy(keywordsIn(mapping, document).values(), ({ field }) => field);
  const source = {
    id,
    [wordsField]: words,
    ...Object.fromEntries([...byWeight].map(([weight, some]) => [weightField(weight), some.map(([word]) => word)])),
    ...Object.fromEntries(singles),
    ...Object.fromEntries([...many].map(([field, some]) => [valueField(field), some.map(({ compared }) => compared)])),
    document,
  };
  return { source, words };
}

/** A word that stands in some document, with what is looked for when one is mistyped. */
export function storedWord(word: string): Json {
  return { word, pairs: pairsOf(word) };
}

/** At most 512 bytes. */
export const documentId = (id: string) => shortId(`d:${id}`);
export const wordId = (word: string) => shortId(`w:${word}`);

function shortId(id: string): string {
  return Buffer.byteLength(id) <= 512 ? id : `h:${createHash('sha256').update(id).digest('base64url')}`;
}
