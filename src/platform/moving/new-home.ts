import type { Env } from '../../host/index.ts';
import { readConfigFile } from '../config/config-file.ts';
import { everySetting, readSettings, type Settings } from '../settings.ts';

/**
 * The settings of a Bijou that moves: its data folder is the one that the new configuration names, else it keeps the old
 * one. What the environment says of a folder is said of the old one. Errors: `config.invalid`.
 */
export function newHome(env: Env, { config, from }: { readonly config: string; readonly from: string }): Settings {
  const { BIJOU_DATA: _, ...rest } = env;
  const file = readConfigFile(rest, { named: config, known: everySetting });
  const isNamed = file?.settings.some(({ variable }) => variable === 'BIJOU_DATA') === true;
  const words = { port: undefined, host: undefined, target: undefined, peers: [], config };
  return readSettings(rest, { ...words, data: isNamed ? undefined : from });
}
