import { indexErrors } from '../errors.ts';
import type { Mapping } from '../index.ts';
import { encodedName } from './names.ts';
import type { Json, Wire } from './wire.ts';

/** An index as it is there. */
export interface Place {
  readonly wire: Wire;
  /** The cluster’s name of it. */
  readonly index: string;
  readonly mapping: Mapping;
}

interface Mappings {
  readonly mappings: { readonly _meta?: { readonly bijou?: Mapping } };
}

/** What a name means now: an alias may be moved at any time, so it is asked each time. One that nobody here made is none. */
export async function lookUp(wire: Wire, prefix: string, name: string): Promise<Place | undefined> {
  const answer = await wire.askFor<Readonly<Record<string, Mappings>>>({
    method: 'GET',
    path: `/${encodedName(prefix, name)}/_mapping`,
  });
  const [found] = Object.entries(answer ?? {});
  const mapping = found?.[1].mappings._meta?.bijou;
  return found === undefined || mapping === undefined ? undefined : { wire, index: found[0], mapping };
}

/** Errors: `index.missing`. */
export async function placeOf(wire: Wire, prefix: string, name: string): Promise<Place> {
  const place = await lookUp(wire, prefix, name);
  if (place === undefined) throw indexErrors.error('index.missing', { name });
  return place;
}

export interface Answer {
  readonly hits: {
    readonly total: { readonly value: number };
    readonly hits: readonly {
      readonly _score: number | null;
      readonly sort: readonly (string | number)[];
      readonly _source?: Json;
    }[];
  };
  readonly aggregations?: Json;
}

/** A search that answers for all shards or fails: a part of them would be a wrong answer. */
export function ask({ wire, index }: Place, body: Json): Promise<Answer> {
  const query = { allow_partial_search_results: false };
  return wire.ask<Answer>({
    method: 'POST',
    path: `/${index}/_search`,
    query,
    body: { track_total_hits: true, ...body },
  });
}

/** What an aggregation of that name told. */
export function aggregated<Told>({ aggregations = {} }: Answer, name: string): Told {
  return aggregations[name] as Told;
}
