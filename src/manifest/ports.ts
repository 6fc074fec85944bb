import type { Kysely } from 'kysely';
import type { Client, Follow, ServiceContract } from '../contracts/index.ts';
import type { Cache } from '../engines/cache/index.ts';
import type { Encoder } from '../engines/encoder/index.ts';
import type { Index } from '../engines/index/index.ts';
import type { Log } from '../engines/log/index.ts';
import type { Objects } from '../engines/objects/index.ts';
import type { Queue } from '../engines/queue/index.ts';
import type { Rows } from '../engines/rows/index.ts';
import type { Sessions } from '../engines/sessions/index.ts';
import type { AnyTables, Migration, Once, Sql, Tell } from '../engines/sql/index.ts';
import type { Logger, Settings } from '../host/index.ts';
import type { Clock, MakeId, Random } from '../kit/index.ts';
import type { Addresses, DiskCache, Door, Socket } from './addresses.ts';
import type { Lead } from './leading.ts';

/** A service's own database, with the mechanisms that stand beside it. */
export interface OwnTables<Tables> {
  readonly sql: Sql<Tables>;
  readonly tell: Tell;
  readonly once: Once;
  readonly follow: Follow<Kysely<Tables>>;
  readonly lead: Lead;
}

/** The network beyond this Bijou. */
export type Network = (url: string, message: RequestInit) => Promise<Response>;

/** Each kind of port: what is asked for (`asks`), and what `start` is handed for it (`gives`). */
export interface PortKinds {
  readonly tables: { readonly asks: readonly Migration[]; readonly gives: OwnTables<AnyTables> };
  readonly objects: { readonly asks: undefined; readonly gives: Objects };
  readonly queue: { readonly asks: undefined; readonly gives: Queue };
  readonly log: { readonly asks: undefined; readonly gives: Log };
  readonly follow: { readonly asks: undefined; readonly gives: Follow<AbortSignal> };
  readonly rows: { readonly asks: undefined; readonly gives: Rows };
  readonly sessions: { readonly asks: undefined; readonly gives: Sessions };
  readonly cache: { readonly asks: undefined; readonly gives: Cache };
  readonly index: { readonly asks: undefined; readonly gives: Index };
  readonly encoder: { readonly asks: undefined; readonly gives: Encoder };
  readonly client: { readonly asks: ServiceContract; readonly gives: unknown };
  readonly config: { readonly asks: ServiceSettings; readonly gives: unknown };
  readonly network: { readonly asks: undefined; readonly gives: Network };
  readonly scratch: { readonly asks: undefined; readonly gives: string };
  readonly addresses: { readonly asks: undefined; readonly gives: Addresses };
  readonly door: { readonly asks: undefined; readonly gives: Door };
  readonly mediaSocket: { readonly asks: undefined; readonly gives: Socket };
  readonly diskCache: { readonly asks: undefined; readonly gives: DiskCache | undefined };
}

/** What a service asks of whoever sets it up. */
export interface ServiceSettings {
  readonly settings: Settings<Readonly<Record<string, unknown>>>;
  readonly configOf: (values: never) => unknown;
}

export type PortKind = keyof PortKinds;

/** Something that a service asks for. */
export interface Port<Given = unknown> {
  readonly kind: PortKind;
  readonly asks: PortKinds[PortKind]['asks'];
  /** In types alone: what `start` is handed. */
  readonly given?: () => Given;
}

function port<Kind extends PortKind, Given = PortKinds[Kind]['gives']>(
  kind: Kind,
  asks: PortKinds[Kind]['asks'],
): Port<Given> {
  return { kind, asks };
}

/** Tables of the service's own, and what goes with them: telling, twice-is-once, following, leading. */
export const tables = <Tables>(migrations: readonly Migration[]) =>
  port<'tables', OwnTables<Tables>>('tables', migrations);
export const objects = port('objects', undefined);
export const queue = port('queue', undefined);
export const log = port('log', undefined);
/** For services without tables: the position is kept in the log, and each event is applied at least once. */
export const follow = port('follow', undefined);
export const rows = port('rows', undefined);
export const sessions = port('sessions', undefined);
export const cache = port('cache', undefined);
export const index = port('index', undefined);
export const encoder = port('encoder', undefined);
/** A service that this one calls, wherever it runs. */
export const client = <Contract extends ServiceContract>(contract: Contract) =>
  port<'client', Client<Contract>>('client', contract);
/** The service's own settings, and what it makes of them: read, with everybody's, before anything is opened. */
export function config<Values extends object>(settings: Settings<Values>): Port<Values>;
export function config<Values extends object, Config>(
  settings: Settings<Values>,
  configOf: (values: Values) => Config,
): Port<Config>;
export function config<Values extends object>(
  settings: Settings<Values>,
  configOf: (values: Values) => unknown = (values) => values,
): Port {
  return port('config', { settings, configOf } as ServiceSettings);
}
export const network = port('network', undefined);
/** A folder of this process's own, empty, that goes with it. */
export const scratch = port('scratch', undefined);
export const addresses = port('addresses', undefined);
/** What the public door stands on; who asks for it calls every service, and is started last. */
export const door = port('door', undefined);
export const mediaSocket = port('mediaSocket', undefined);
/** Undefined where the owner wants none. */
export const diskCache = port('diskCache', undefined);

/** What every service is handed unasked. */
export interface Common {
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  /** Names the service in each line. */
  readonly logger: Logger;
}

export type Ports = Readonly<Record<string, Port>>;

/** What `start` gets: exactly what was asked for. */
export type GivenOf<Asked extends Ports> = Common & {
  readonly [Name in keyof Asked]: Asked[Name] extends Port<infer Given> ? Given : never;
};
