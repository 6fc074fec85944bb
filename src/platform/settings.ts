import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { errorCatalogue } from '../kit/index.ts';
import { type Target, targets as allTargets } from './targets.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export const settingsErrors = errorCatalogue({
  'config.invalid-setting': { status: 400, retry: 'never', sentence: '{name} is "{value}"; {wanted}' },
});

/** What this process is to be, read once from the environment and the command line. */
export interface Settings {
  readonly dataFolder: string;
  /** Of the door. 0 takes any free one. */
  readonly port: number;
  /** True where nobody asked for this port, so that another may be taken when it is in use. */
  readonly portIsOurChoice: boolean;
  readonly host: string;
  /** Host names that this Bijou answers for, besides the loopback ones. */
  readonly hosts: readonly string[];
  readonly targets: readonly Target[];
  /** Addresses of services that are not found by themselves. */
  readonly peers: Readonly<Record<string, string>>;
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** Folder and bytes of the appliance's disk cache; none where the objects lie on this machine anyway. */
  readonly applianceDisk: { readonly folder: string; readonly bytes: number } | undefined;
  readonly env: Environment;
}

const defaultPort = 8080;

/** Errors: `config.invalid-setting`. Words of the command line win over the environment. */
export function readSettings(env: Environment, words: ServeWords): Settings {
  const port = words.port ?? env.PORT;
  const dataFolder = resolve(words.data ?? env.BIJOU_DATA ?? join(homedir(), '.bijou'));
  const diskBytes = numberOf(env.BIJOU_APPLIANCE_DISK ?? '0', { name: 'BIJOU_APPLIANCE_DISK', most: 2 ** 50 });
  return {
    dataFolder,
    port: port === undefined ? defaultPort : numberOf(port, { name: 'PORT', most: 65_535 }),
    portIsOurChoice: port === undefined,
    host: words.host ?? env.HOST ?? '127.0.0.1',
    hosts: listOf(env.BIJOU_HOSTS),
    targets: targetsOf(words.target),
    peers: Object.fromEntries(words.peers.map(peerOf)),
    ffmpeg: env.BIJOU_FFMPEG ?? 'ffmpeg',
    ffprobe: env.BIJOU_FFPROBE ?? 'ffprobe',
    applianceDisk: diskBytes === 0 ? undefined : { folder: join(dataFolder, 'appliance'), bytes: diskBytes },
    env,
  };
}

export interface ServeWords {
  readonly port: string | undefined;
  readonly host: string | undefined;
  readonly data: string | undefined;
  readonly target: string | undefined;
  readonly peers: readonly string[];
}

function targetsOf(text: string | undefined): readonly Target[] {
  const names = listOf(text);
  if (names.length === 0 || names.includes('all')) return allTargets;
  for (const name of names) {
    if (!(allTargets as readonly string[]).includes(name)) {
      const wanted = `targets are ${allTargets.join(', ')}, or all.`;
      throw settingsErrors.error('config.invalid-setting', { name: '--target', value: name, wanted });
    }
  }
  return allTargets.filter((target) => names.includes(target));
}

function peerOf(text: string): readonly [string, string] {
  const [name = '', ...rest] = text.split('=');
  const address = rest.join('=');
  if (!(allTargets as readonly string[]).includes(name) || !URL.canParse(address)) {
    const wanted = 'write it as --peer studio=http://127.0.0.1:7001';
    throw settingsErrors.error('config.invalid-setting', { name: '--peer', value: text, wanted: `${wanted}.` });
  }
  return [name, address];
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function numberOf(text: string, options: { readonly name: string; readonly most: number }): number {
  const value = Number(text);
  if (!/^\d+$/.test(text.trim()) || value > options.most) {
    const wanted = `it must be a whole number from 0 to ${options.most}.`;
    throw settingsErrors.error('config.invalid-setting', { name: options.name, value: text, wanted });
  }
  return value;
}
