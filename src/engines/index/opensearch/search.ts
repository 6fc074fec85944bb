import { indexErrors } from '../errors.ts';
import type { Document, Found, Hit, Mapping, Search } from '../index.ts';
import { allOf, isDocument, preferred, singleField } from './conditions.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import { groupsOf } from './groups.ts';
import { type Answer, aggregated, ask, type Place } from './place.ts';
import { valueField } from './stored.ts';
import type { Json } from './wire.ts';
import { asMeant, asTyped } from './words.ts';

const mostHits = 1_000;
/** So many different values are counted one by one; more are estimated, to about a percent. */
const countedExactly = 1_000;

/** What is found as it was typed, or, where that is nothing, what may have been meant. */
export async function search(place: Place, wish: Search): Promise<Found> {
  const { mapping } = place;
  const { words, limit } = wish;
  if (!(limit >= 1 && limit <= mostHits))
    throw indexErrors.error('index.bad-request', { why: `limit is 1 to ${mostHits}.` });
  const cursor = readCursor(wish);
  if (words === undefined) return pageOf(place, { wish, cursor, words: [], meant: false });
  const typed = asTyped(mapping, words);
  if (typed === undefined) return nothing(wish);
  if (cursor?.meant !== true) {
    const found = await pageOf(place, { wish, cursor, words: typed, meant: false });
    if (found.total > 0 || words.slips !== true) return found;
  }
  const meant = await asMeant(place, mapping, words);
  return meant === undefined ? nothing(wish) : pageOf(place, { wish, cursor, words: meant, meant: true });
}

function nothing({ distinct = [] }: Search): Found {
  return { hits: [], total: 0, distinct: Object.fromEntries(distinct.map((field) => [field, 0])) };
}

export interface Asked {
  readonly wish: Search;
  readonly cursor: Cursor | undefined;
  /** A query for each word that has to be there. */
  readonly words: readonly Json[];
  readonly meant: boolean;
}

async function pageOf(place: Place, asked: Asked): Promise<Found> {
  const { wish, words } = asked;
  const query = {
    bool: {
      must: words,
      filter: [isDocument, ...allOf(place.mapping, wish.where)],
      ...(words.length > 0 && { should: preferred(place.mapping, wish), minimum_should_match: 0 }),
    },
  };
  const aggs = counts(place.mapping, wish.distinct);
  if (wish.group !== undefined) {
    const { hits, next, answer } = await groupsOf(place, { ...asked, group: wish.group, query, aggs });
    return { hits, ...tally(answer, wish), ...(next !== undefined && { next }) };
  }
  const { limit, sort = [{ by: 'score', order: 'descending' }] } = wish;
  const orders = sort.map(({ by, order }) => sortBy(place.mapping, by, order));
  const answer = await ask(place, {
    query,
    aggs,
    size: limit + 1,
    sort: [...orders, sortBy(place.mapping, 'id', sort.at(-1)?.order ?? 'descending')],
    track_scores: words.length > 0,
    _source: wish.documents === true ? ['document'] : false,
    ...(asked.cursor !== undefined && { search_after: asked.cursor.values }),
  });
  const found = answer.hits.hits.slice(0, limit);
  const last = answer.hits.hits.length > limit ? found.at(-1) : undefined;
  const hits = found.map(({ _score, sort: values, _source }): Hit => {
    const hit = { id: String(values.at(-1)), score: words.length > 0 ? (_score ?? 0) : 0 };
    return wish.documents === true ? { ...hit, document: (_source?.document ?? {}) as Document } : hit;
  });
  const next = last === undefined ? undefined : writeCursor(wish, { meant: asked.meant, values: last.sort });
  return { hits, ...tally(answer, wish), ...(next !== undefined && { next }) };
}

/** Beyond all that there is, so that what is missing comes last, and a place among it can be told in JSON. */
const beyond = {
  keyword: { ascending: '>', descending: '<' },
  date: { ascending: 2 ** 53, descending: -(2 ** 53) },
  number: { ascending: Number.MAX_VALUE, descending: -Number.MAX_VALUE },
};

function sortBy(mapping: Mapping, by: string, order: 'ascending' | 'descending'): Json {
  const direction = order === 'ascending' ? 'asc' : 'desc';
  if (by === 'score') return { _score: direction };
  if (by === 'id' && mapping.fields.id === undefined) return { id: direction };
  const { type } = singleField(mapping, by);
  return { [valueField(by)]: { order: direction, missing: beyond[type as keyof typeof beyond][order] } };
}

function counts(mapping: Mapping, distinct: readonly string[] = []): Json {
  return Object.fromEntries(
    distinct.flatMap((name) => {
      singleField(mapping, name);
      const field = valueField(name);
      return [
        [`all_${name}`, { terms: { field, size: countedExactly } }],
        [`about_${name}`, { cardinality: { field, precision_threshold: 40_000 } }],
      ];
    }),
  );
}

function tally(answer: Answer, { distinct = [] }: Search): Pick<Found, 'total' | 'distinct'> {
  const count = (name: string): number => {
    const { buckets } = aggregated<{ readonly buckets: readonly unknown[] }>(answer, `all_${name}`);
    const { value } = aggregated<{ readonly value: number }>(answer, `about_${name}`);
    return buckets.length < countedExactly ? buckets.length : Math.max(value, countedExactly);
  };
  return { total: answer.hits.total.value, distinct: Object.fromEntries(distinct.map((name) => [name, count(name)])) };
}
