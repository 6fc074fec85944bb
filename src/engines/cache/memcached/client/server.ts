import type { ConnectionOptions } from 'node:tls';
import type { Logger } from '../../../../host/index.ts';
import { type Clock, pauseAfter, type Random } from '../../../../kit/index.ts';
import type { Address } from '../../../connection/index.ts';
import { type Connection, type ConnectionLimits, openConnection } from './connection.ts';
import { missedWrites } from './missed.ts';
import { missing, notFound, notStored, type Reply, stored } from './replies.ts';

/** What became of a write: the server did it, found that it may not (there is one already, or none), or nobody knows. */
export type Written = 'done' | 'declined' | 'unknown';

/**
 * One server, reconnected to for as long as it is away; until then everything fails at once. It is read from again
 * only once what it has missed is gone from it: no write that was told to be doubtful leaves an older value behind.
 */
export interface Server {
  readonly address: Address;
  /** Whether a read has any prospect of an answer in time. */
  readonly prompt: boolean;
  /** Settles with `VA`, `EN`, or undefined where nobody knows. */
  read(key: string, settle: (reply: Reply | undefined) => void): void;
  readMany(keys: readonly string[], settle: (reply: Reply | undefined) => void): void;
  store(key: string, options: Store): void;
  /** Changes nothing that has to be made good where it fails. */
  touch(key: string, options: { readonly ttlSeconds: number; settle(written: Written, flags: number): void }): void;
  delete(key: string, settle: (written: Written) => void): void;
  /** Resolves once the first attempt to connect is over. */
  readonly tried: Promise<void>;
  close(): Promise<void>;
}

export interface Store {
  readonly value: Uint8Array;
  readonly ttlSeconds: number;
  readonly flags: number;
  /** Only where there is none. */
  readonly add?: boolean;
  settle(written: Written): void;
}

export interface ServerPorts {
  readonly tls: () => ConnectionOptions | undefined;
  readonly limits: ConnectionLimits;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}

const pauses = { firstMs: 50, longestMs: 2_000 };
/**
 * What a stopped server had in its sockets' buffers is read within milliseconds after it goes on. So long it is given
 * before what came later is trusted to stay.
 */
const settlingMs = 250;

export function openServer(address: Address, { tls, limits, clock, random, logger }: ServerPorts): Server {
  const ending = new AbortController();
  const { signal } = ending;
  const told = logger.with({ server: `${address.host}:${address.port}` });
  const missed = missedWrites({ clock });
  let connection: Connection | undefined;
  let failures = 0;
  let firstTried = (): void => undefined;
  const tried = new Promise<void>((resolve) => (firstTried = resolve));
  const ended = keepConnected();

  return {
    address,
    tried,
    get prompt() {
      return connection?.prompt === true;
    },
    read(key, settle) {
      if (connection?.prompt !== true) settle(undefined);
      else connection.read(key, settle);
    },
    readMany(keys, settle) {
      if (connection?.prompt !== true) settle(undefined);
      else connection.readMany(keys, settle);
    },
    store(key, { value, ttlSeconds, flags, add = false, settle }) {
      const request = `ms ${key} ${value.length} T${ttlSeconds} F${flags}${add ? ' ME' : ''}\r\n`;
      if (connection === undefined) failed(key, settle);
      else connection.write(request, value, (reply) => judge(reply, key, settle));
    },
    touch(key, { ttlSeconds, settle }) {
      if (connection === undefined) settle('unknown', 0);
      else connection.ask(`mg ${key} T${ttlSeconds} f\r\n`, (reply) => settle(writtenOf(reply), reply?.flags ?? 0));
    },
    delete(key, settle) {
      if (connection === undefined) failed(key, settle);
      else
        connection.ask(`md ${key}\r\n`, (reply) =>
          // Gone is gone, whoever did it.
          judge(reply, key, (written) => settle(written === 'declined' ? 'done' : written)),
        );
    },
    async close() {
      ending.abort();
      connection = undefined;
      await ended;
    },
  };

  function failed(key: string, settle: (written: Written) => void): void {
    missed.add(key);
    settle('unknown');
  }

  function judge(reply: Reply | undefined, key: string, settle: (written: Written) => void): void {
    const written = writtenOf(reply);
    if (written === 'unknown') {
      missed.add(key);
      // It would not take the new value, so the old one must not stay.
      if (reply !== undefined) connection?.ask(`md ${key}\r\n`, (answer) => void (answer && missed.delete(key)));
    } else missed.delete(key);
    settle(written);
  }

  async function keepConnected(): Promise<void> {
    while (!signal.aborted) {
      const lost = await connectOnce().catch((error: unknown) =>
        String(error instanceof Error ? error.message : error),
      );
      connection = undefined;
      firstTried();
      if (signal.aborted) return;
      failures += 1;
      if (failures === 1) told.warn('a cache server is away; others are asked until it is back', { reason: lost });
      const pauseMs = pauseAfter(failures, pauses);
      await clock.sleep(pauseMs * (0.5 + random.float() / 2), signal).catch(() => undefined);
    }
  }

  /** Resolves with the reason once the connection is lost. */
  async function connectOnce(): Promise<string> {
    let lose = (_reason: string): void => undefined;
    const lost = new Promise<string>((resolve) => (lose = resolve));
    const opened = await openConnection(address, { tls: tls(), limits, clock, signal, onLost: lose });
    const clean = missed.size === 0 || (await Promise.race([makeGood(opened), lost.then(() => false)]));
    if (!clean) {
      opened.destroy('what it missed could not be made good');
      return lost;
    }
    if (failures > 0) told.info('a cache server is back');
    failures = 0;
    connection = opened;
    firstTried();
    return lost;
  }

  /** Takes away what the server has of all that was written in its absence. Ends with nothing missed. */
  async function makeGood(opened: Connection): Promise<boolean> {
    await clock.sleep(settlingMs, signal).catch(() => undefined);
    while (missed.size > 0) {
      const { requests, done } = await missed.take(signal);
      const answers = await Promise.all(
        requests.map(
          (request) =>
            new Promise<boolean>((resolve) =>
              opened.ask(request, (reply) =>
                resolve(reply !== undefined && reply.line !== undefined ? reply.line === 'OK' : reply !== undefined),
              ),
            ),
        ),
      );
      if (!answers.every(Boolean)) return false;
      done();
    }
    return true;
  }
}

function writtenOf(reply: Reply | undefined): Written {
  if (reply?.code === stored) return 'done';
  return reply?.code === notStored || reply?.code === notFound || reply?.code === missing ? 'declined' : 'unknown';
}
