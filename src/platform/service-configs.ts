import { type Env, readAll, readSettings } from '../host/index.ts';
import type { Port, ServiceSettings } from '../manifest/index.ts';
import { services } from './table.ts';

/** What each `config` port gives: the services' own settings. */
export type ServiceConfigs = ReadonlyMap<Port, unknown>;

const configPorts = Object.values(services)
  .flatMap(({ ports }) => Object.values<Port>(ports))
  .filter(({ kind }) => kind === 'config');

/** Reads them before anything is opened: nothing has to be undone for a bad one. Errors: `config.invalid`. */
export function readServiceConfigs(env: Env): ServiceConfigs {
  const read = readAll(
    Object.fromEntries(
      configPorts.map(({ asks }, at) => [
        at,
        () => {
          const { settings, configOf } = asks as ServiceSettings;
          return configOf(readSettings(env, settings) as never);
        },
      ]),
    ),
  );
  return new Map(configPorts.map((port, at) => [port, read[at]]));
}

/** Every setting of every service. */
export const serviceSettings = configPorts.flatMap(({ asks }) => Object.values((asks as ServiceSettings).settings));
