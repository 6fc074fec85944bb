import { readFile } from 'node:fs/promises';
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
import { hasCode } from '../kit/index.ts';
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

/** The data folder that a command means: `BIJOU_DATA`, else `.bijou` in the user's home. */
export function dataFolderOf(env: Readonly<Record<string, string | undefined>>): string {
  return resolve(env.BIJOU_DATA ?? join(homedir(), '.bijou'));
}

/**
 * Finds the server that `--url` names, or the one on the data folder; what it lets only its owner do, it is asked with
 * the token that was named, or the data folder's. Errors: `cli.no-server`, `cli.unreachable`, `cli.unreadable-token`.
 */
export async function findServer(given: Arguments, env: Readonly<Record<string, string | undefined>>): Promise<Server> {
  const named = textOption(given, 'url') ?? env.BIJOU_URL;
  const token = textOption(given, 'token');
  const folder = dataFolderOf(env);
  const here = await urlOf(folder);
  if (named === undefined) {
    if (here === undefined) throw cliErrors.error('cli.no-server', { folder });
    return connectTo(here, { token: token ?? (await ownTokenOf(folder)) ?? env.BIJOU_TOKEN, isHere: true });
  }
  // The data folder's own token goes nowhere but to the server on that folder.
  const own = here !== undefined && isSameOrigin(here, named) ? await ownTokenOf(folder) : undefined;
  return connectTo(named, { token: token ?? env.BIJOU_TOKEN ?? own, isHere: false });
}

/** The owner's token that lies in a data folder. */
export async function ownTokenOf(folder: string): Promise<string | undefined> {
  const file = join(folder, 'owner-token');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw cliErrors.error('cli.unreadable-token', { file, why: (error as Error).message }, error);
  }
}

function isSameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}

async function urlOf(folder: string): Promise<string | undefined> {
  try {
    const { publicAddress, life } = JSON.parse(await readFile(join(folder, 'run', 'server.json'), 'utf8'));
    return isLive(join(folder, 'run', 'processes'), life) ? publicAddress : undefined;
  } catch {
    return undefined;
  }
}

function connectTo(address: string, options: { readonly token: string | undefined; readonly isHere: boolean }): Server {
  const url = address.replace(/\/+$/, '');
  return {
    url,
    ...options,
    gateway: connect(gatewayContract),
    catalog: connect(catalogContract),
    playback: connect(playbackContract),
    studio: connect(studioContract),
  };

  function connect<Contract extends ServiceContract>(contract: Contract): Client<Contract> {
    return connectBrowser(contract, { base: url, token: () => options.token });
  }
}

/** The sentence for a server that went away, instead of the wire's own. */
export function unreachable(error: unknown, url: string): unknown {
  return hasCode(error, 'peer.unavailable') ? cliErrors.error('cli.unreachable', { url }, error) : error;
}
