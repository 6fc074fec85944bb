import { indexErrors } from '../errors.ts';
import type { Hit, Mapping, Search, Sort } from '../index.ts';
import { singleField } from './conditions.ts';
import { type Cursor, type CursorValue, writeCursor } from './cursor.ts';
import { type Answer, aggregated, ask, type Place } from './place.ts';
import { toldValue, valueField } from './stored.ts';
import type { Json } from './wire.ts';

/** As many groups are put in order; the cluster itself makes no more buckets of a question unless it is told to. */
const mostGroups = 20_000;

export interface GroupsAsked {
  readonly wish: Pick<Search, 'sort' | 'limit' | 'group'>;
  readonly group: string;
  readonly cursor: Cursor | undefined;
  readonly words: readonly Json[];
  readonly meant: boolean;
  readonly query: Json;
  readonly aggs: Json;
}

/** No field’s name: the greatest id of a group. */
export const byId = '_id';

interface Bucket {
  readonly key: string;
  readonly doc_count: number;
  readonly [by: string]: unknown;
}

interface Row {
  readonly hit: Hit;
  readonly keys: readonly CursorValue[];
}

/**
 * Hits that share a value as one. The cluster orders groups by numbers alone and tells no page by where the last one ended,
 * so it tells of all groups what they are ordered by, and the page is taken here.
 */
export async function groupsOf(
  place: Place,
  { wish, group, cursor, words, meant, query, aggs }: GroupsAsked,
): Promise<{ readonly hits: readonly Hit[]; readonly next: string | undefined; readonly answer: Answer }> {
  const { mapping } = place;
  const { sort = [{ by: 'score', order: 'descending' }], limit } = wish;
  singleField(mapping, group);
  const isScored = words.length > 0;
  const wholes = Object.fromEntries(sort.map((by, nth) => [`by_${nth}`, wholeOf(mapping, by)]));
  const score = { max: { script: { source: '_score' } } };
  const terms = { field: valueField(group), size: mostGroups };
  const answer = await ask(place, {
    ...{ query, size: 0 },
    aggs: { ...aggs, groups: { terms, aggs: { ...wholes, ...(isScored && { score }) } } },
  });
  const { buckets, sum_other_doc_count: others } = aggregated<{
    readonly buckets: readonly Bucket[];
    readonly sum_other_doc_count: number;
  }>(answer, 'groups');
  if (others > 0)
    throw indexErrors.error('index.bad-request', {
      why: `There are more than ${mostGroups} groups. Narrow the search.`,
    });
  const orders = [...sort.map(({ order }) => order), sort.at(-1)?.order ?? 'descending'];
  const rows = buckets
    .map((bucket): Row => {
      const shared = toldValue(bucket.key);
      const hit = {
        id: '',
        score: isScored ? (numberOf(bucket.score) ?? 0) : 0,
        group: shared,
        found: bucket.doc_count,
      };
      return { hit, keys: [...sort.map((_, nth) => valueIn(bucket[`by_${nth}`])), shared] };
    })
    .sort((a, b) => compareAll(a.keys, b.keys, orders))
    .filter(({ keys }) => cursor === undefined || compareAll(keys, cursor.values, orders) > 0);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const ids = page.length === 0 ? new Map<string, string>() : await firstIds(place, { group, query, page });
  return {
    hits: page.flatMap(({ hit }) => {
      const id = ids.get(hit.group ?? '');
      // What was taken away meanwhile is left out.
      return id === undefined ? [] : [{ ...hit, id }];
    }),
    next: last === undefined ? undefined : writeCursor(wish as Search, { meant, values: last.keys }),
    answer,
  };
}

/** What counts for a group, of one thing that groups are ordered by. Errors: `index.bad-request`. */
function wholeOf(mapping: Mapping, { by, order, of }: Sort): Json {
  const what = of ?? (order === 'ascending' ? 'least' : 'greatest');
  if (by === byId) return { terms: { field: 'id', size: 1, order: { _key: 'desc' } } };
  if (by === 'score') return { [metrics[what]]: { script: { source: '_score' } } };
  const field = valueField(by);
  if (singleField(mapping, by).type !== 'keyword') return { [metrics[what]]: { field } };
  if (what === 'mean') throw indexErrors.error('index.bad-request', { why: `${by} has no mean.` });
  return { terms: { field, size: 1, order: { _key: what === 'least' ? 'asc' : 'desc' } } };
}

const metrics = { least: 'min', greatest: 'max', mean: 'avg' } as const;

function valueIn(told: unknown): CursorValue {
  const { buckets } = told as { readonly buckets?: readonly { readonly key: string }[] };
  if (buckets === undefined) return numberOf(told) ?? null;
  return buckets[0]?.key ?? null;
}

const numberOf = (told: unknown) => (told as { readonly value: number | null } | undefined)?.value ?? undefined;

/** A document of each group, the same one each time. */
async function firstIds(
  place: Place,
  { group, query, page }: Pick<GroupsAsked, 'group' | 'query'> & { readonly page: readonly Row[] },
): Promise<ReadonlyMap<string, string>> {
  const field = valueField(group);
  const shared = page.map(({ hit }) => `=${hit.group}`);
  const answer = await ask(place, {
    ...{ size: 0, track_total_hits: false },
    query: { bool: { filter: [query, { terms: { [field]: shared } }] } },
    aggs: {
      groups: {
        terms: { field, size: shared.length },
        aggs: { ids: { terms: { field: 'id', size: 1, order: { _key: 'asc' } } } },
      },
    },
  });
  const { buckets } = aggregated<{
    readonly buckets: readonly (Bucket & { readonly ids: { readonly buckets: readonly { readonly key: string }[] } })[];
  }>(answer, 'groups');
  return new Map(buckets.map(({ key, ids }) => [toldValue(key), ids.buckets[0]?.key ?? '']));
}

/** What is missing comes last either way. */
function compareAll(
  a: readonly CursorValue[],
  b: readonly CursorValue[],
  orders: readonly ('ascending' | 'descending')[],
): number {
  for (const [place, order] of orders.entries()) {
    const [mine = null, theirs = null] = [a[place], b[place]];
    if (mine === theirs) continue;
    if (mine === null) return 1;
    if (theirs === null) return -1;
    return mine < theirs === (order === 'ascending') ? -1 : 1;
  }
  return 0;
}
