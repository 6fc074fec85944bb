import { isDeepStrictEqual } from 'node:util';
import { troubleOfMapping } from '../analysis.ts';
import { indexErrors } from '../errors.ts';
import type { Index, Mapping } from '../index.ts';
import { alike } from './alike.ts';
import { bulk, knownWords } from './bulk.ts';
import { isDocument } from './conditions.ts';
import { facets } from './facets.ts';
import { decodedName, encodedName } from './names.ts';
import type { OpensearchOptions } from './options.ts';
import { lookUp, type Place, placeOf } from './place.ts';
import { search } from './search.ts';
import { properties } from './stored.ts';
import { suggest } from './suggest.ts';
import { type Json, openWire } from './wire.ts';

export interface OpenOpensearchIndexOptions {
  readonly options: OpensearchOptions;
}

/** The index port on OpenSearch (decision 0137). Connects when it is first asked for something. */
export async function openOpensearchIndex({ options }: OpenOpensearchIndexOptions): Promise<Index> {
  const wire = openWire(options);
  const { prefix } = options;
  const known = knownWords();
  const waitMs = Math.floor(options.requestTimeoutMs / 2);
  const at = (name: string): Promise<Place> => placeOf(wire, prefix, name);

  async function create(name: string, mapping: Mapping): Promise<void> {
    const why = troubleOfMapping(mapping);
    if (why !== undefined) throw indexErrors.error('index.bad-request', { why });
    if ((await lookUp(wire, prefix, name)) === undefined) await make(name, mapping);
    const found = await lookUp(wire, prefix, name);
    if (found === undefined) throw indexErrors.error('index.unreachable');
    if (!isDeepStrictEqual(found.mapping, JSON.parse(JSON.stringify(mapping))))
      throw indexErrors.error('index.other-mapping', { name });
  }

  async function make(name: string, mapping: Mapping): Promise<void> {
    const index = encodedName(prefix, name);
    const path = `/${index}`;
    known.forget();
    // Made by a write that came after the index was taken away: nobody's.
    const isLeftover = (await wire.askFor<Json>({ method: 'GET', path: `${path}/_mapping` })) !== undefined;
    if (isLeftover) await wire.askFor({ method: 'DELETE', path });
    try {
      await wire.ask({ method: 'PUT', path, body: bodyOf(mapping) });
    } catch (error) {
      // Another process was first: whether with the same mapping is looked at next.
      if (!/already exists/.test(String(error))) throw error;
    }
  }

  function bodyOf(mapping: Mapping): Json {
    return {
      settings: {
        number_of_shards: options.shards,
        number_of_replicas: options.replicas,
        // Written to disk before it is answered, and what was deleted remembered for the port's minute and more.
        'translog.durability': 'request',
        gc_deletes: '10m',
        refresh_interval: '1s',
      },
      mappings: { dynamic: 'strict', _meta: { bijou: mapping }, properties: properties(mapping) },
    };
  }

  return {
    create,
    async alias(alias, name) {
      const { index } = await at(name);
      const actions = [
        { remove: { index: `${prefix}.*`, alias: encodedName(prefix, alias), must_exist: false } },
        { add: { index, alias: encodedName(prefix, alias) } },
      ];
      await wire.ask({ method: 'POST', path: '/_aliases', body: { actions } });
    },
    async describe(name) {
      const place = await lookUp(wire, prefix, name);
      if (place === undefined) return undefined;
      const path = `/${place.index}/_count`;
      const counted = await wire.askFor<{ readonly count: number }>({
        method: 'POST',
        path,
        body: { query: isDocument },
      });
      return counted && { index: decodedName(prefix, place.index), documents: counted.count };
    },
    async list() {
      const path = `/${prefix}.*/_mapping`;
      const found = (await wire.askFor<Json>({ method: 'GET', path })) ?? {};
      return Object.keys(found)
        .map((index) => decodedName(prefix, index))
        .sort();
    },
    async drop(name) {
      const path = `/${encodedName(prefix, name)}`;
      known.forget();
      const found = (await wire.askFor<Json>({ method: 'GET', path: `${path}/_mapping` })) ?? {};
      // An alias is not taken for its index. One that a late write made is taken away with the others.
      if (path.slice(1) in found) await wire.askFor({ method: 'DELETE', path });
    },
    async bulk(name, operations) {
      const place = await at(name);
      return operations.length === 0 ? [] : bulk(place, operations, { waitMs, known });
    },
    async refresh(name) {
      const { index } = await at(name);
      await wire.ask({ method: 'POST', path: `/${index}/_refresh` });
    },
    search: async (name, wish) => search(await at(name), wish),
    facets: async (name, wish) => facets(await at(name), wish),
    suggest: async (name, wish) => suggest(await at(name), wish),
    alike: async (name, wish) => alike(await at(name), wish),
    close: () => wire.close(),
  };
}
