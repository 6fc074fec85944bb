import { type Env, readAll } from '../host/index.ts';
import type { Port } from '../manifest/index.ts';
import { services } from './table.ts';

/** What each `config` port gives: the services' own settings. */
export type ServiceConfigs = ReadonlyMap<Port, unknown>;

/** Reads them before anything is opened: nothing has to be undone for a bad one. Errors: `config.invalid`. */
export function readServiceConfigs(env: Env): ServiceConfigs {
  const ports = Object.values(services)
    .flatMap(({ ports }) => Object.values<Port>(ports))
    .filter(({ kind }) => kind === 'config');
  const read = readAll(
    Object.fromEntries(ports.map((port, at) => [at, () => (port.asks as (env: Env) => unknown)(env)])),
  );
  return new Map(ports.map((port, at) => [port, read[at]]));
}
