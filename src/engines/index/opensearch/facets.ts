import { comparedKeyword, isSingle } from '../analysis.ts';
import { indexErrors } from '../errors.ts';
import type { Document, Facet, FacetsWish, Mapping } from '../index.ts';
import { allOf, fieldOf, isDocument, singleField } from './conditions.ts';
import { aggregated, ask, type Place } from './place.ts';
import { toldValue, valueField } from './stored.ts';
import type { Json } from './wire.ts';

/** So many values of a field are counted in each shard before the most frequent are chosen. */
const mostValues = 10_000;

interface Bucket {
  readonly key: string;
  readonly doc_count: number;
  readonly distinct?: { readonly value: number };
  readonly one?: {
    readonly hits: { readonly hits: readonly { readonly _source: { readonly document?: Document } }[] };
  };
}

export async function facets(place: Place, wish: FacetsWish): Promise<Readonly<Record<string, readonly Facet[]>>> {
  const { mapping } = place;
  const { fields, where, distinct } = wish;
  if (distinct !== undefined) singleField(mapping, distinct);
  const answer = await ask(place, {
    ...{ size: 0, track_total_hits: false },
    query: { bool: { filter: [isDocument, ...allOf(mapping, where)] } },
    aggs: Object.fromEntries(fields.map((name) => [name, values(mapping, name, wish)])),
  });
  return Object.fromEntries(
    fields.map((name) => {
      const { buckets } = aggregated<{ readonly buckets: readonly Bucket[] }>(answer, name);
      return [name, buckets.map((bucket) => facetOf(mapping, name, bucket))];
    }),
  );
}

function values(mapping: Mapping, name: string, { distinct, limit }: FacetsWish): Json {
  const field = fieldOf(mapping, name);
  if (field.type !== 'keyword') throw indexErrors.error('index.bad-request', { why: `${name} is not a keyword.` });
  const byDistinct = [{ distinct: 'desc' }, { _key: 'asc' }];
  return {
    terms: {
      ...{ field: valueField(name), size: limit, shard_size: Math.max(limit, mostValues) },
      ...(distinct !== undefined && { order: byDistinct }),
    },
    aggs: {
      // As it was written stands in a document that has it.
      ...(!isSingle(field) && { one: { top_hits: { size: 1, _source: [`document.${name}`] } } }),
      ...(distinct !== undefined && {
        distinct: { cardinality: { field: valueField(distinct), precision_threshold: 40_000 } },
      }),
    },
  };
}

function facetOf(mapping: Mapping, name: string, { key, doc_count, distinct, one }: Bucket): Facet {
  const field = fieldOf(mapping, name);
  const count = distinct?.value ?? doc_count;
  if (isSingle(field)) return { value: toldValue(key), count };
  const told = one?.hits.hits[0]?._source.document?.[name];
  const written = (Array.isArray(told) ? told : [told]).find(
    (value) => value !== undefined && comparedKeyword(field, value) === key,
  );
  return { value: String(written ?? key), count };
}
