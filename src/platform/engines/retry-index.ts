import type { Index } from '../../engines/index/index.ts';
import { type RetryPorts, retried } from './retries.ts';

/** An index whose transient errors are tried again: versions make that harmless. Items that are busy are its caller's. */
export function retryIndex(index: Index, ports: RetryPorts): Index {
  const again = retried(ports);
  return {
    create: (name, mapping) => again(() => index.create(name, mapping)),
    alias: (alias, name) => again(() => index.alias(alias, name)),
    describe: (name) => again(() => index.describe(name)),
    list: () => again(() => index.list()),
    drop: (name) => again(() => index.drop(name)),
    bulk: (name, operations) => again(() => index.bulk(name, operations)),
    refresh: (name) => again(() => index.refresh(name)),
    search: (name, search) => again(() => index.search(name, search)),
    facets: (name, wish) => again(() => index.facets(name, wish)),
    suggest: (name, wish) => again(() => index.suggest(name, wish)),
    alike: (name, wish) => again(() => index.alike(name, wish)),
    close: () => index.close(),
  };
}
