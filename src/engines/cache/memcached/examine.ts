import { silentLogger } from '../../../host/index.ts';
import { type Clock, systemRandom } from '../../../kit/index.ts';
import { type Address, type Examine, type Finding, fine, tlsContext, wrong } from '../../connection/index.ts';
import { linesOf, statistics } from './client/lines.ts';
import { openMemcached } from './open.ts';
import type { MemcachedOptions } from './options.ts';

/** The meta commands as we use them stand since then. */
const oldest = [1, 6, 12] as const;
/** What an item costs beside its value. */
const itemOverheadBytes = 512;
const clockMayBeOffMs = 2_000;

/** Every server of every zone. */
export const examineMemcached: Examine<MemcachedOptions> = async function* (options, { clock }) {
  for (const [zone, { servers }] of Object.entries(options.zones))
    for (const server of servers) yield* examineServer(server, { zone, options, clock });
};

interface Examined {
  readonly zone: string;
  readonly options: MemcachedOptions;
  readonly clock: Clock;
}

async function* examineServer(server: Address, { zone, options, clock }: Examined): AsyncGenerator<Finding> {
  const name = `memcached ${server.host}:${server.port} in zone ${zone}`;
  const ways = { tls: tlsContext(options.tls), timeoutMs: options.connectTimeoutMs };
  try {
    const { value: line = 'nothing' } = await linesOf(server, { ...ways, command: 'version' }).next();
    const version = /^VERSION (\d+)\.(\d+)\.(\d+)/.exec(line);
    if (version === null) {
      yield refused(name, line);
      return;
    }
    yield fine('connect', `${name} answers.`);
    const found = version.slice(1).map(Number);
    if (isOlder(found)) {
      yield wrong('version', 'too-old', `${name} is ${found.join('.')}: it should be ${oldest.join('.')} or newer.`);
      return;
    }
    yield fine('version', `${name} is ${found.join('.')}.`);
    yield await writeAndRead(server, { name, options, clock });
    const settings = await statistics(server, { ...ways, table: 'settings' });
    yield* examineSettings(settings, { name, pieceBytes: options.pieceBytes });
    const general = await statistics(server, { ...ways, table: '' });
    yield examineClock(Number(general.get('time')) * 1000 - clock.now(), name);
  } catch (error) {
    yield unreachable(name, error);
  }
}

function isOlder(version: readonly number[]): boolean {
  for (const [index, least] of oldest.entries()) {
    const has = version[index] ?? 0;
    if (has !== least) return has < least;
  }
  return false;
}

async function writeAndRead(
  server: Address,
  { name, options, clock }: { readonly name: string; readonly options: MemcachedOptions; readonly clock: Clock },
): Promise<Finding> {
  const alone = { ...options, zones: { examined: { servers: [server], warming: false } }, latch: 'all' as const };
  const cache = await openMemcached({ options: alone, clock, random: systemRandom, logger: silentLogger });
  try {
    const key = `examined ${systemRandom.float()}`;
    const written = await cache.set(key, Uint8Array.of(1), { ttlSeconds: 60 });
    const read = await cache.get(key);
    const deleted = await cache.delete(key);
    if (written && read?.[0] === 1 && deleted)
      return fine('write and read', `${name} keeps a value, gives it back and forgets it.`);
    return wrong(
      'write and read',
      'permissions',
      `${name} does not ${written ? (deleted ? 'give back what it keeps' : 'delete') : 'take a value'}: see whether it is full, and whether what stands before it lets meta commands pass.`,
    );
  } finally {
    await cache.close();
  }
}

function* examineSettings(
  settings: ReadonlyMap<string, string>,
  { name, pieceBytes }: { readonly name: string; readonly pieceBytes: number },
): Generator<Finding> {
  const largest = Number(settings.get('item_size_max') ?? Number.POSITIVE_INFINITY);
  if (settings.get('evictions') === 'off')
    yield wrong('settings', 'settings', `${name} refuses values when it is full: start it without -M.`);
  else if (largest < pieceBytes + itemOverheadBytes)
    yield wrong(
      'settings',
      'settings',
      `${name} takes ${largest} bytes at most: set pieceBytes to ${largest - itemOverheadBytes} or less, or start it with a larger -I.`,
    );
  else yield fine('settings', `${name} makes room when it is full, and takes values as long as ours.`);
}

function examineClock(offMs: number, name: string): Finding {
  // The server tells whole seconds, and late ones.
  if (Math.abs(offMs) <= clockMayBeOffMs + 1_000) return fine('clock', `${name} has our time.`);
  return wrong(
    'clock',
    'clock',
    `The clock of ${name} is ${Math.round(offMs / 1000)} s off: have both keep time by NTP.`,
  );
}

function refused(name: string, line: string): Finding {
  if (/unauthenticated|auth/i.test(line))
    return wrong(
      'connect',
      'credentials',
      `${name} asks for a sign-in, which the cache does not do: let it in by network or by TLS certificates.`,
    );
  if (/too many open connections/i.test(line))
    return wrong('connect', 'settings', `${name} has no connection left: start it with a larger -c.`);
  return wrong(
    'connect',
    'down',
    `What answers as ${name} is no memcached, or wants TLS; it said: ${line.slice(0, 80)}`,
  );
}

function unreachable(name: string, error: unknown): Finding {
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return wrong(
      'connect',
      'down',
      `The name of ${name} is not known to DNS (${code}): see whether it is written rightly.`,
    );
  if (code === 'ECONNREFUSED')
    return wrong('connect', 'down', `Nothing listens as ${name}: see whether it runs there.`);
  if (/TLS|SSL|CERT|ALTNAME|SIGNATURE|EPROTO/.test(code))
    return wrong(
      'connect',
      'encryption',
      `The connection to ${name} could not be encrypted: ${message}. See tls in its options.`,
    );
  if (/in time/.test(message) || code === 'ETIMEDOUT')
    return wrong('connect', 'slow', `${name} does not answer in time: it hangs, or a firewall drops what is sent.`);
  return wrong('connect', 'down', `${name} cannot be used: ${message}`);
}
