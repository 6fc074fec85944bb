/**
 * Finds documents by words and by what they have in common, soon after they were written: a copy of what is kept
 * elsewhere, which can be filled again from there. No more than Elasticsearch or OpenSearch can.
 *
 * An index has a generation in its name, `titles-3`; an alias, `titles`, leads to the one that answers. Where `name` is
 * asked for, either will do.
 */
export interface Index {
  /** Makes an index where there is none of this name. Errors: `index.other-mapping`, `index.bad-request`. */
  create(index: string, mapping: Mapping): Promise<void>;
  /** Lets an alias lead to an index from now on, at once for everybody. Errors: `index.missing`. */
  alias(alias: string, index: string): Promise<void>;
  /** The index that a name means, with how many documents it has; undefined where there is none. */
  describe(name: string): Promise<{ readonly index: string; readonly documents: number } | undefined>;
  /** All indexes there are, for whoever takes away old generations. */
  list(): Promise<readonly string[]>;
  /** Takes an index away, and aliases that lead to it. One that is not there is no error. */
  drop(index: string): Promise<void>;

  /**
   * Writes and deletes, each with an outcome of its own, in the order of `operations`. Of one id the highest version
   * stands, whatever comes in which order. Durable once it resolves; found soon after. Errors: `index.missing`.
   */
  bulk(name: string, operations: readonly Operation[]): Promise<readonly Outcome[]>;
  /** Resolves once all that `bulk` has answered for is found. Costly: for tests, and before an alias moves. */
  refresh(name: string): Promise<void>;

  /** Errors of all that follow: `index.missing`, `index.bad-request`; of `search` also `index.bad-cursor`. */
  search(name: string, search: Search): Promise<Found>;
  /** By what documents can be narrowed, with how many have it: the most frequent first. */
  facets(name: string, wish: FacetsWish): Promise<Readonly<Record<string, readonly Facet[]>>>;
  /** Words that are indexed and begin as the last one of `text`, or are meant by it where none does; most frequent first. */
  suggest(name: string, wish: { readonly text: string; readonly limit: number }): Promise<readonly string[]>;
  /** What has most in common with some documents, without those. */
  alike(name: string, wish: AlikeWish): Promise<readonly Hit[]>;
  close(): Promise<void>;
}

/**
 * How documents are understood, as data. Field names are letters and digits. Sorted, grouped and counted by distinct
 * values is by single values alone: a `number`, a `date`, a `keyword` that is neither `many` nor `folded`.
 */
export interface Mapping {
  readonly fields: Readonly<Record<string, Field>>;
  /** What documents are mostly sorted by, which is then quick. */
  readonly sortedBy?: string;
}

export type Field =
  /**
   * Searched by words, without regard to case, accents and ways of writing. A word found in several fields counts with
   * the highest `weight` (1 to 100). `languages` (BCP 47) are those it may be in: `Mädchen` is then found by `maedchen`.
   */
  | { readonly type: 'text'; readonly weight?: number; readonly languages?: readonly string[] }
  /** Compared as a whole; `folded`: without regard to case and accents, though told as it was written. */
  | { readonly type: 'keyword'; readonly many?: boolean; readonly folded?: boolean }
  | { readonly type: 'number' }
  /** Unix milliseconds. */
  | { readonly type: 'date' };

/** By field; a text may be several. What is missing is neither found nor counted, and sorted last. */
export type Document = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Versions are the writer's own: whole numbers from 0 on that rise. `document` undefined deletes. */
export interface Operation {
  /** 1 to 300 characters. */
  readonly id: string;
  readonly version: number;
  readonly document: Document | undefined;
}

/**
 * - `done`.
 * - `superseded`: this version or a later one was there already. All is well: an answer that was lost says so too.
 * - `busy`: not done, and may be sent again after a while.
 * - `refused`: not done, and never will be; `why` says what is wrong with it.
 *
 * Of what was deleted the version is remembered for a minute at least.
 */
export interface Outcome {
  readonly id: string;
  readonly outcome: 'done' | 'superseded' | 'busy' | 'refused';
  readonly why?: string;
}

/** All of these hold. Values of a `folded` keyword are folded. */
export type Condition =
  | { readonly field: string; readonly in: readonly (string | number)[] }
  /** Both ends belong to it. */
  | { readonly field: string; readonly from?: string | number; readonly until?: string | number };

export interface Search {
  readonly words?: Words;
  /** Added to the score of documents whose single keyword is this value, or begins with it; the highest that fits counts. */
  readonly prefer?: readonly {
    readonly field: string;
    readonly value: string;
    readonly beginning?: boolean;
    readonly score: number;
  }[];
  readonly where?: readonly Condition[];
  /** Usually the best score first, then by id. */
  readonly sort?: readonly Sort[];
  /** A single keyword: documents that share it are one hit, those without it none. */
  readonly group?: string;
  /** 1 to 1,000. */
  readonly limit: number;
  /** `next` of the page before, of the same search. */
  readonly after?: string;
  /** Single values, whose different ones are counted over all pages. */
  readonly distinct?: readonly string[];
  /** Whether hits have their document. Not in groups. */
  readonly documents?: boolean;
}

/** Every word must be there, or be the beginning of one that is. */
export interface Words {
  readonly text: string;
  /** Which words may be a beginning only; usually the `last`, which may not be typed to its end. */
  readonly beginnings?: 'every' | 'last' | 'none';
  /** Whether words that are like these count too, where nothing is found as it was typed. */
  readonly slips?: boolean;
}

export interface Sort {
  /** A field, or `score`. */
  readonly by: string;
  readonly order: 'ascending' | 'descending';
  /** What counts for a group; usually the least of an ascending order, the greatest of a descending one. */
  readonly of?: 'least' | 'greatest' | 'mean';
}

export interface Hit {
  readonly id: string;
  /** The sum over the words: the weight of the field it stands in, doubled where it is the whole word. */
  readonly score: number;
  readonly document?: Document;
  /** Of a group: what its documents share, and how many of them were found; `id` is one of these. */
  readonly group?: string;
  readonly found?: number;
}

export interface Found {
  readonly hits: readonly Hit[];
  /** In all pages: documents, also where they are grouped. */
  readonly total: number;
  readonly distinct: Readonly<Record<string, number>>;
  readonly next?: string;
}

export interface Facet {
  /** As one of the documents wrote it. */
  readonly value: string;
  readonly count: number;
}

export interface FacetsWish {
  readonly fields: readonly string[];
  readonly where?: readonly Condition[];
  /** Counts different ones of this single value rather than documents. */
  readonly distinct?: string;
  /** Of each field. */
  readonly limit: number;
}

export interface AlikeWish {
  /** The documents that others should be like. */
  readonly to: readonly Condition[];
  /** Keywords, and how much each value in common counts. */
  readonly by: readonly { readonly field: string; readonly weight: number }[];
  /** As in `Search`; of a group its closest document counts. */
  readonly group?: string;
  /** Between those that are equally close: the greatest first. */
  readonly tieBy?: string;
  readonly limit: number;
}
