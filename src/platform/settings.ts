import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { errorCatalogue } from '../kit/index.ts';
import { targets as allTargets, type Target } from './targets.ts';

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
  /** Host names that this Bijou answers for, besides the machine's own: BIJOU_HOSTS. */
  readonly hosts: readonly string[];
  /** Where the door stands behind a proxy, e.g. `https://films.example`: BIJOU_ORIGINS. */
  readonly origins: readonly string[];
  /** Of the appliance's own socket. */
  readonly mediaPort: number;
  /** Where that socket stands behind a proxy: BIJOU_MEDIA_ORIGINS. */
  readonly mediaOrigins: readonly string[];
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
  const doorPort = port === undefined ? defaultPort : numberOf(port, { name: 'PORT', most: 65_535 });
  const diskBytes = numberOf(env.BIJOU_APPLIANCE_DISK ?? '0', { name: 'BIJOU_APPLIANCE_DISK', most: 2 ** 50 });
  const origins = originsOf(env.BIJOU_ORIGINS, 'BIJOU_ORIGINS');
  return {
    dataFolder,
    port: doorPort,
    portIsOurChoice: port === undefined,
    mediaPort: mediaPortOf(env.BIJOU_MEDIA_PORT, doorPort),
    host: words.host ?? env.HOST ?? '127.0.0.1',
    hosts: [...listOf(env.BIJOU_HOSTS), ...origins.map((origin) => new URL(origin).hostname)],
    origins,
    mediaOrigins: originsOf(env.BIJOU_MEDIA_ORIGINS, 'BIJOU_MEDIA_ORIGINS'),
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

// Beside the door, so that the addresses in a page still hold after a restart.
function mediaPortOf(text: string | undefined, doorPort: number): number {
  if (text !== undefined) return numberOf(text, { name: 'BIJOU_MEDIA_PORT', most: 65_535 });
  return doorPort === 0 || doorPort === 65_535 ? 0 : doorPort + 1;
}

function originsOf(text: string | undefined, name: string): readonly string[] {
  return listOf(text).map((value) => {
    if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value).origin;
    throw settingsErrors.error('config.invalid-setting', { name, value, wanted: 'write it as https://films.example.' });
  });
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
