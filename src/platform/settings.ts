import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import {
  bytesSetting,
  choiceSetting,
  configErrors,
  type Env,
  environmentOnly,
  hostName,
  integerSetting,
  isLoopback,
  isSecret,
  type LogLevel,
  listSetting,
  logLevels,
  quietMs,
  readSettings as read,
  readAll,
  type Setting,
  switchSetting,
  textSetting,
  underEnvironment,
} from '../host/index.ts';
import { sentenceOf } from '../kit/index.ts';
import { readConfigFile } from './config/config-file.ts';
import type { EngineChoices } from './config/engine-choices.ts';
import { readEngines } from './config/read-engines.ts';
import { readServiceConfigs, type ServiceConfigs, serviceSettings } from './service-configs.ts';
import { type Target, targetsOf } from './targets.ts';

/** What this process is to be, read once from the environment and the command line. */
export interface Settings {
  readonly dataFolder: string;
  /** Of the door. 0 takes any free one. */
  readonly port: number;
  readonly host: string;
  /** Host names that this Bijou answers for, besides the machine's own: BIJOU_HOSTS. */
  readonly hosts: readonly string[];
  /** Where the door stands behind a proxy, e.g. `https://films.example`: BIJOU_ORIGINS. */
  readonly origins: readonly string[];
  /** Other sites whose pages may play films of this one: BIJOU_PLAYER_ORIGINS. */
  readonly players: readonly string[];
  /** Of the appliance's own socket: BIJOU_MEDIA_PORT, else the one after the door's. */
  readonly mediaPort: number;
  /** True where BIJOU_MEDIA_PORT names it: somebody counts on it. */
  readonly isMediaPortNamed: boolean;
  /** Where that socket stands behind a proxy: BIJOU_MEDIA_ORIGINS. */
  readonly mediaOrigins: readonly string[];
  /** Whether a start may open a browser, where there is a desktop: BIJOU_OPEN. */
  readonly opensBrowser: boolean;
  readonly targets: readonly Target[];
  /** Of the socket that this process's peers call: BIJOU_PEER_HOST, loopback unless asked, and BIJOU_PEER_PORT. */
  readonly peerHost: string;
  readonly peerPort: number;
  /** Of a Bijou whose other processes are on other machines: BIJOU_SECRET, or the file BIJOU_SECRET_FILE. */
  readonly secret: string | undefined;
  /** Addresses of services that are not found by themselves, as `studio=http://…`. */
  readonly peers: readonly string[];
  /** Folders that are taken in as they grow, besides those of `bijou watch`: BIJOU_WATCH, `--watch`. */
  readonly watch: readonly string[];
  /** For how long a file of those must not have been written to, milliseconds: BIJOU_QUIET_MS. */
  readonly quietMs: number;
  readonly ffmpeg: string;
  readonly ffprobe: string;
  /** `simulated` takes films that are descriptions, for tests of scale: BIJOU_ENCODER. */
  readonly encoder: 'ffmpeg' | 'simulated';
  /** Milliseconds that the simulated one takes for a picture: BIJOU_SIMULATED_MS. */
  readonly simulatedMs: number;
  /** `trial` has the engines behave as a network may, by chance drawn from the seed, for tests: BIJOU_ENGINES. */
  readonly onTrial: 'embedded' | 'trial';
  /** Which engine each port has. */
  readonly engines: EngineChoices;
  /** The configuration file that was read. */
  readonly configFile: string | undefined;
  /** BIJOU_TRIAL_SEED. */
  readonly trialSeed: number;
  /** Of an appliance's disk cache; 0 is none, as where the objects lie on this machine anyway: BIJOU_APPLIANCE_DISK. */
  readonly applianceDiskBytes: number;
  readonly logLevel: LogLevel;
  /** The services' own settings. */
  readonly configs: ServiceConfigs;
}

/** What the command line says; it wins over the environment. */
export interface ServeWords {
  readonly port: string | undefined;
  readonly host: string | undefined;
  readonly data: string | undefined;
  readonly target: string | undefined;
  readonly peers: readonly string[];
  readonly watch?: readonly string[];
  readonly config?: string | undefined;
}

/** Errors: `config.invalid`, naming every bad setting; `platform.no-such-target`. */
export function readSettings(environment: Env, words: ServeWords): Settings {
  const given = { PORT: words.port, HOST: words.host, BIJOU_DATA: words.data };
  const named: Env = { ...environment, ...withoutHoles(given) };
  const file = readConfigFile(named, { named: words.config ?? environment.BIJOU_CONFIG, known: everySetting });
  const env = underEnvironment(file?.settings ?? [], named);
  const { values, configs, engines } = readAll({
    values: () => read(env, own),
    configs: () => readServiceConfigs(env),
    engines: () => readEngines(env, file),
  });
  const { mediaPort, secretFile, ...rest } = values;
  const dataFolder = resolve(values.dataFolder);
  const secret = values.secret ?? secretFile;
  refuseHalfNamed({ ...values, dataFolder, secret, peers: words.peers });
  if (values.port !== 0 && values.port === mediaPort)
    throw configErrors.error('config.invalid', {
      why: `PORT and BIJOU_MEDIA_PORT are both ${mediaPort}: media needs a port of its own.`,
    });
  return {
    ...rest,
    dataFolder,
    secret,
    mediaPort: mediaPort === -1 ? portBeside(values.port) : mediaPort,
    isMediaPortNamed: mediaPort !== -1,
    watch: [...values.watch, ...(words.watch ?? []).map((folder) => resolve(folder))],
    targets: targetsOf(words.target),
    peers: words.peers,
    configs,
    engines,
    configFile: file?.path,
  };
}

const anyPort = { min: 0, max: 65_535 };

/** What is not one service's alone. */
const own = {
  dataFolder: textSetting('BIJOU_DATA', { otherwise: join(homedir(), '.bijou'), help: 'Where everything lies.' }),
  port: integerSetting('PORT', { otherwise: 8080, help: 'Of the door; 0 takes any free one.', ...anyPort }),
  host: hostSetting('HOST', {
    otherwise: '127.0.0.1',
    help: 'The address that the door listens on; 0.0.0.0 lets the network in, to watch.',
  }),
  hosts: listSetting('BIJOU_HOSTS', { otherwise: [], help: 'Other names that Bijou answers for.', item: hostOf }),
  origins: listSetting('BIJOU_ORIGINS', {
    otherwise: [],
    help: 'Where the door stands behind a proxy, as https://films.example.',
    item: originOf,
  }),
  players: listSetting('BIJOU_PLAYER_ORIGINS', {
    otherwise: [],
    help: 'Other sites whose pages may play films of this one.',
    item: originOf,
  }),
  mediaPort: integerSetting('BIJOU_MEDIA_PORT', {
    otherwise: -1,
    help: 'Of the appliance’s own socket; the one after the door’s unless said.',
    ...anyPort,
  }),
  mediaOrigins: listSetting('BIJOU_MEDIA_ORIGINS', {
    otherwise: [],
    help: 'Where that socket stands behind a proxy.',
    item: originOf,
  }),
  opensBrowser: switchSetting('BIJOU_OPEN', {
    otherwise: true,
    help: 'Whether a start opens a browser, where there is a desktop.',
  }),
  peerHost: hostSetting('BIJOU_PEER_HOST', {
    otherwise: '127.0.0.1',
    help: 'The address at which processes on other machines may call this one.',
  }),
  peerPort: integerSetting('BIJOU_PEER_PORT', { otherwise: 0, help: 'The port of that; 0 is any.', ...anyPort }),
  secret: environmentOnly(
    secretSetting('BIJOU_SECRET', { help: 'What processes know each other by.', textOf: (text) => text }),
  ),
  secretFile: secretSetting('BIJOU_SECRET_FILE', {
    help: 'A copy of the file "secret" of a data folder on another machine.',
    textOf: readSecretFile,
  }),
  watch: listSetting('BIJOU_WATCH', {
    otherwise: [],
    help: 'Folders that are taken in as they grow.',
    item: (folder) => resolve(folder),
    separator: delimiter,
  }),
  quietMs: integerSetting('BIJOU_QUIET_MS', {
    otherwise: quietMs,
    help: 'A watched file is whole once it has not been written to for so long, milliseconds.',
    min: 0,
    max: 86_400_000,
  }),
  ffmpeg: textSetting('BIJOU_FFMPEG', { otherwise: 'ffmpeg', help: 'Another ffmpeg than that on the path.' }),
  ffprobe: textSetting('BIJOU_FFPROBE', { otherwise: 'ffprobe', help: 'Another ffprobe than that on the path.' }),
  encoder: environmentOnly(
    choiceSetting('BIJOU_ENCODER', { otherwise: 'ffmpeg', help: 'For tests.', words: ['ffmpeg', 'simulated'] }),
  ),
  simulatedMs: environmentOnly(
    integerSetting('BIJOU_SIMULATED_MS', { otherwise: 0, help: 'For tests.', min: 0, max: 60_000 }),
  ),
  onTrial: environmentOnly(
    choiceSetting('BIJOU_ENGINES', { otherwise: 'embedded', help: 'For tests.', words: ['embedded', 'trial'] }),
  ),
  trialSeed: environmentOnly(
    integerSetting('BIJOU_TRIAL_SEED', { otherwise: 1, help: 'For tests.', min: 0, max: 2 ** 31 - 1 }),
  ),
  logLevel: choiceSetting('BIJOU_LOG', {
    otherwise: 'warn',
    help: 'What is worth a line of JSON on standard error.',
    words: logLevels,
  }),
  applianceDiskBytes: bytesSetting('BIJOU_APPLIANCE_DISK', {
    otherwise: 0,
    help: 'Of an appliance’s disk cache, as 100G; none unless said.',
  }),
};

/** All that can be set, each once. */
export const everySetting: readonly Setting<unknown>[] = [
  ...new Map([...Object.values<Setting<unknown>>(own), ...serviceSettings].map((one) => [one.variable, one])).values(),
];

// Beside the door, so that the addresses in a page still hold after a restart.
function portBeside(port: number): number {
  return port === 0 || port === 65_535 ? 0 : port + 1;
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new Error('it should be written as https://films.example');
  if (url.pathname !== '/')
    throw new Error('it has a path, and Bijou cannot stand below one: give it a name or a port of its own');
  return url.origin;
}

/** A name or an address, with a port where it is seen at one. */
function hostOf(text: string): string {
  const name = hostName(text);
  if (name === '' || /[/@\s*?#]/.test(text))
    throw new Error(
      'it should be a name or an address, as films.example; with https:// before it, it goes into BIJOU_ORIGINS',
    );
  return text.toLowerCase();
}

/** A name or an address, without anything around it. */
function hostSetting(variable: string, about: Pick<Setting<string>, 'otherwise' | 'help'>): Setting<string> {
  return {
    variable,
    ...about,
    schema: { type: 'string' },
    parse(text) {
      const bare = text.replace(/^\[(.*)\]$/, '$1');
      if (/[/@\s[\]]/.test(bare) || /^[^:]*:\d*$/.test(bare))
        throw new Error('it should be a name or an address alone, as 0.0.0.0; the port is a setting of its own');
      // Where the address is bound to one interface, the name of that goes with it: fe80::1%eth0.
      return bare.includes('%') ? bare : hostName(bare);
    },
  };
}

function secretSetting(
  variable: string,
  { help, textOf }: { readonly help: string; readonly textOf: (text: string) => string },
): Setting<string | undefined> {
  return {
    variable,
    otherwise: undefined,
    help,
    schema: { type: 'string' },
    isSecret: true,
    parse(text) {
      const secret = textOf(text);
      if (isSecret(secret)) return secret;
      throw new Error('it should be the 43 characters that stand in the file "secret" of the data folder');
    },
  };
}

function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const missing =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'there is no such file'
        : `it cannot be read (${sentenceOf(error)})`;
    throw new Error(`${missing}; it should name a copy of the file "secret" of the data folder`);
  }
}

/** What could not work, or only by chance. Throws `config.invalid`. */
function refuseHalfNamed(named: Pick<Settings, 'peerHost' | 'peerPort' | 'secret' | 'dataFolder' | 'peers'>): void {
  const { peerHost, peerPort, secret, dataFolder, peers } = named;
  const why =
    !isLoopback(peerHost) && peerPort === 0
      ? `BIJOU_PEER_HOST is "${peerHost}", so that other machines can call this process: name the port as well, in BIJOU_PEER_PORT.`
      : peers.length > 0 && secret === undefined && !existsSync(join(dataFolder, 'secret'))
        ? `--peer names another Bijou, and the folder ${dataFolder} has no secret of it: give it in BIJOU_SECRET or BIJOU_SECRET_FILE.`
        : undefined;
  if (why !== undefined) throw configErrors.error('config.invalid', { why });
}

function withoutHoles(values: Readonly<Record<string, string | undefined>>): Env {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
