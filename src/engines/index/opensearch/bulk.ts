import { troubleOfOperation } from '../analysis.ts';
import type { Operation, Outcome } from '../index.ts';
import type { Place } from './place.ts';
import { documentId, storedDocument, storedWord, wordId } from './stored.ts';
import { reasonOf, type Told, toldOfAnswer } from './wire.ts';

/** A request is about as large as goes through whatever stands before a cluster. */
const mostBytes = 4 * 1_048_576;
const mostLines = 2_000;
const mostWords = 100_000;

export interface BulkOptions {
  /** How long the cluster waits for a shard that is away before it says so of an operation. */
  readonly waitMs: number;
  readonly known: KnownWords;
}

/** Words of which it is known that an index has them: nobody has to tell them again. */
export interface KnownWords {
  has(index: string, word: string): boolean;
  add(index: string, words: readonly string[]): void;
  /** An index may be another now. */
  forget(): void;
}

export function knownWords(): KnownWords {
  const known = new Set<string>();
  const name = (index: string, word: string) => `${index} ${word}`;
  return {
    has: (index, word) => known.has(name(index, word)),
    add(index, words) {
      for (const word of words) known.add(name(index, word));
      if (known.size > mostWords) known.clear();
    },
    forget: () => known.clear(),
  };
}

interface Item {
  readonly status: number;
  readonly error?: Told;
}

/** What is sent for one thing: one line or two. */
type Entry = readonly string[];

export async function bulk(
  place: Place,
  operations: readonly Operation[],
  options: BulkOptions,
): Promise<readonly Outcome[]> {
  const { mapping } = place;
  const words = new Set<string>();
  const entries: Entry[] = [];
  const wrong = operations.map((operation) => {
    const why = troubleOfOperation(mapping, operation);
    if (why !== undefined) return why;
    const { entry, words: own } = entryOf(place, operation);
    entries.push(entry);
    for (const word of own) words.add(word);
    return undefined;
  });
  // First: a document that is found by a word that nobody knows could not be meant by a slip of the pen.
  await tellWords(place, [...words], options);
  const items = await send(place, entries, options);
  let nth = 0;
  return operations.map(({ id }, index): Outcome => {
    const why = wrong[index];
    return why === undefined ? outcomeOf(id, items[nth++]) : { id, outcome: 'refused', why };
  });
}

function entryOf(
  { mapping }: Place,
  { id, version, document }: Operation,
): { readonly entry: Entry; readonly words: readonly string[] } {
  const about = { _id: documentId(id), version, version_type: 'external' };
  if (document === undefined) return { entry: [JSON.stringify({ delete: about })], words: [] };
  const { source, words } = storedDocument(mapping, id, document);
  return { entry: [JSON.stringify({ index: about }), JSON.stringify(source)], words };
}

async function tellWords(place: Place, words: readonly string[], options: BulkOptions): Promise<void> {
  const fresh = words.filter((word) => !options.known.has(place.index, word));
  const entries = fresh.map((word) => [
    JSON.stringify({ create: { _id: wordId(word) } }),
    JSON.stringify(storedWord(word)),
  ]);
  const items = await send(place, entries, options);
  // 409: somebody has told it before.
  options.known.add(
    place.index,
    fresh.filter((_, nth) => items[nth]?.status === 201 || items[nth]?.status === 409),
  );
}

/** Of each entry what became of it, in their order. */
async function send(
  { wire, index }: Place,
  entries: readonly Entry[],
  { waitMs }: BulkOptions,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (const part of parts(entries)) {
    const answer = await wire.ask<{ readonly items: readonly Readonly<Record<string, Item>>[] }>({
      ...{ method: 'POST', path: `/${index}/_bulk`, query: { timeout: `${waitMs}ms` } },
      lines: part.flat(),
    });
    for (const told of answer.items) {
      const [item] = Object.values(told);
      if (item !== undefined) items.push(item);
    }
  }
  for (const { status, error } of items)
    if (error?.type === 'cluster_block_exception' || error?.type === 'index_not_found_exception')
      throw toldOfAnswer({ status, told: error, path: `/${index}` });
  return items;
}

function parts(entries: readonly Entry[]): readonly Entry[][] {
  const all: Entry[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const own = entry.reduce((sum, line) => sum + line.length, 0);
    const part = all.at(-1);
    if (part === undefined || bytes + own > mostBytes || part.length >= mostLines) {
      all.push([entry]);
      bytes = own;
    } else {
      part.push(entry);
      bytes += own;
    }
  }
  return all;
}

function outcomeOf(id: string, item: Item | undefined): Outcome {
  const { status, error } = item ?? { status: 503 };
  // 404: there was nothing to delete; its version is remembered all the same.
  if (status < 300 || (status === 404 && error === undefined)) return { id, outcome: 'done' };
  if (status === 409) return { id, outcome: 'superseded' };
  if (status === 400 || status === 413) return { id, outcome: 'refused', why: reasonOf(error ?? {}) };
  return { id, outcome: 'busy' };
}
