import type { Index } from '../../engines/index/index.ts';
import { type CallPorts, engineCalls } from './calls.ts';

/** An index whose transient errors are tried again: versions make that harmless. Items that are busy are its caller's. */
export function retryIndex(index: Index, ports: CallPorts): Index {
  const call = engineCalls(ports);
  return {
    create: (name, mapping) => call('create', () => index.create(name, mapping)),
    alias: (alias, name) => call('alias', () => index.alias(alias, name)),
    describe: (name) => call('describe', () => index.describe(name)),
    list: () => call('list', () => index.list()),
    drop: (name) => call('drop', () => index.drop(name)),
    bulk: (name, operations) => call('bulk', () => index.bulk(name, operations)),
    refresh: (name) => call('refresh', () => index.refresh(name)),
    search: (name, search) => call('search', () => index.search(name, search)),
    facets: (name, wish) => call('facets', () => index.facets(name, wish)),
    suggest: (name, wish) => call('suggest', () => index.suggest(name, wish)),
    alike: (name, wish) => call('alike', () => index.alike(name, wish)),
    close: () => index.close(),
  };
}
