import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type Client,
  catalogContract,
  connectBrowser,
  gatewayContract,
  playbackContract,
  type ServiceContract,
  studioContract,
} from '../contracts/index.ts';
import { isLive } from '../host/index.ts';
import { type Arguments, textOption } from './arguments.ts';
import { cliErrors } from './errors.ts';

/** A running Bijou, as its client sees it. */
export interface Server {
  readonly url: string;
  readonly token: string | undefined;
  /** True where the server runs on this machine and may be handed paths. */
  readonly isHere: boolean;
  readonly gateway: Client<typeof gatewayContract>;
  readonly catalog: Client<typeof catalogContract>;
  readonly playback: Client<typeof playbackContract>;
  readonly studio: Client<typeof studioContract>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** An empty variable is one that is not set, as it is for the server. */
function variable(env: Env, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

/** The data folder that a command means: `BIJOU_DATA`, else the configuration file's, else `.bijou` in the user's home. */
export function dataFolderOf(env: Env): string {
  return resolve(variable(env, 'BIJOU_DATA') ?? configuredData(env) ?? join(homedir(), '.bijou'));
}

/** What is wrong with the file is told by whatever starts a server; a client only wants to find it. */
function configuredData(env: Env): string | undefined {
  try {
    const { data } = JSON.parse(readFileSync(variable(env, 'BIJOU_CONFIG') ?? 'bijou.config.json', 'utf8'));
    return typeof data === 'string' && data.trim() !== '' ? data.trim() : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The server that somebody names. The address that a start printed does as well, with the token that it brings; of one
 * that was copied from a browser, the page does not matter. Errors: `cli.bad-address`.
 */
export function serverNamed(text: string): { readonly url: string; readonly token: string | undefined } {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address === undefined || !/^https?:$/.test(address.protocol)) throw cliErrors.error('cli.bad-address', { text });
  return { url: address.origin, token: address.searchParams.get('token') ?? undefined };
}

/**
 * Finds the server that `--url` names, or the one on the data folder; what it lets only its owner do, it is asked with
 * the token that was named, or the data folder's. Errors: `cli.no-server`, `cli.bad-address`, `cli.unreadable-token`.
 */
export async function findServer(given: Arguments, env: Env): Promise<Server> {
  const named = textOption(given, 'url') ?? variable(env, 'BIJOU_URL');
  const envToken = variable(env, 'BIJOU_TOKEN');
  const token = textOption(given, 'token')?.trim();
  const folder = dataFolderOf(env);
  const here = await urlOf(folder);
  if (named === undefined) {
    if (here === undefined) throw cliErrors.error('cli.no-server', { folder });
    return connectTo(here, { token: token ?? (await ownTokenOf(folder)) ?? envToken, isHere: true });
  }
  // The data folder's own token goes nowhere but to the server on that folder.
  const { url, token: brought } = serverNamed(named);
  const own = here !== undefined && isSameOrigin(here, url) ? await ownTokenOf(folder) : undefined;
  return connectTo(url, { token: token ?? brought ?? envToken ?? own, isHere: false });
}

/** The owner's token that lies in a data folder. */
export async function ownTokenOf(folder: string): Promise<string | undefined> {
  const file = join(folder, 'owner-token');
  try {
    return (await readFile(file, 'utf8')).trim() || undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw cliErrors.error('cli.unreadable-token', { file, why: (error as Error).message }, error);
  }
}

function isSameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}

/** The door that was opened last, or another that is still open. */
async function urlOf(folder: string): Promise<string | undefined> {
  const processes = join(folder, 'run', 'processes');
  const names = await readdir(processes).catch(() => []);
  const records = names.map((name) => join(processes, name, 'record.json'));
  for (const file of [join(folder, 'run', 'server.json'), ...records]) {
    const address = await doorIn(file, processes);
    if (address !== undefined) return address;
  }
  return undefined;
}

async function doorIn(file: string, processes: string): Promise<string | undefined> {
  try {
    const { publicAddress, life } = JSON.parse(await readFile(file, 'utf8'));
    return isLive(processes, life) ? publicAddress : undefined;
  } catch {
    return undefined;
  }
}

/** Errors: `cli.not-the-owner` for a token that can be none. */
function connectTo(url: string, options: { readonly token: string | undefined; readonly isHere: boolean }): Server {
  if (options.token !== undefined && !/^[\x21-\x7e]+$/.test(options.token)) throw cliErrors.error('cli.not-the-owner');
  return {
    url,
    ...options,
    gateway: connect(gatewayContract),
    catalog: connect(catalogContract),
    playback: connect(playbackContract),
    studio: connect(studioContract),
  };

  function connect<Contract extends ServiceContract>(contract: Contract): Client<Contract> {
    return connectBrowser(contract, {
      base: url,
      token: () => options.token,
      away: (cause) => cliErrors.error('cli.unreachable', { url }, cause),
    });
  }
}
