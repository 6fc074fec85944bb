import type { Clock } from '../../../kit/index.ts';
import type { Address } from '../../connection/index.ts';
import { sqlErrors } from '../errors.ts';
import { later } from './later.ts';
import type { MysqlOptions } from './options.ts';
import { greet, type Server } from './server.ts';
import { openSession, type Session } from './session.ts';
import { type Whereabouts, whereabouts } from './whereabouts.ts';

/** A connection that nobody has used for so long is closed: the server would do so itself, and may be another by then. */
const idleMs = 10_000;
const lookEveryMs = 100;
/** So long what runs on a server may run on after its name has moved. */
const graceMs = 1_000;

/** A connection that is lent to one at a time. */
export interface Lent {
  readonly session: Session;
  readonly server: Server;
}

interface Kept extends Lent {
  usedAt: number;
}

export interface PoolOptions {
  readonly at: Address;
  readonly options: MysqlOptions;
  readonly clock: Clock;
  readonly database: string;
  /** What else is done with a new connection before it is lent. */
  readonly prepare?: (lent: Lent) => Promise<void>;
}

/** Connections to the server that a name points at; to none that it has pointed at before. */
export interface Pool {
  use<Result>(task: (lent: Lent) => Promise<Result>): Promise<Result>;
  /** The server may not be the one that is to be asked: its name is looked up anew, and its connections are closed. */
  leave(address: string): void;
  close(): Promise<void>;
}

export function openPool({ at, options, clock, database, prepare }: PoolOptions): Pool {
  const { nameServers, connectTimeoutMs, poolSize } = options;
  const idle: Kept[] = [];
  const busy = new Set<Kept>();
  const waiting: (() => void)[] = [];
  let opening = 0;
  let isClosed = false;
  let lastUse = clock.monotonic();
  const place: Whereabouts = whereabouts(at.host, { nameServers, timeoutMs: connectTimeoutMs, clock, moved });
  let callOff = later(clock, lookEveryMs, look);

  async function acquire(): Promise<Kept> {
    const until = clock.monotonic() + connectTimeoutMs;
    for (;;) {
      if (isClosed) throw sqlErrors.error('sql.closed', { database });
      const kept = idle.pop();
      if (kept !== undefined) {
        if (kept.session.isOver) continue;
        busy.add(kept);
        return kept;
      }
      if (busy.size + opening < poolSize) return open();
      if (clock.monotonic() >= until)
        throw unavailable(`all ${poolSize} connections of this process were in use for ${connectTimeoutMs} ms`);
      await turn(until);
    }
  }

  /** Until a connection comes back, or the time is over. */
  function turn(until: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = later(clock, until - clock.monotonic(), go);
      function go(): void {
        stop();
        const index = waiting.indexOf(go);
        if (index >= 0) waiting.splice(index, 1);
        resolve();
      }
      waiting.push(go);
    });
  }

  async function open(): Promise<Kept> {
    opening += 1;
    let session: Session | undefined;
    try {
      const address = await place.find().catch((error: unknown) => {
        throw sqlErrors.error('sql.unavailable', { database, why: `${at.host} has no address` }, error);
      });
      session = await openSession({
        options,
        clock,
        host: at.host,
        address,
        port: at.port,
        database,
        inside: database,
      });
      const lent = { session, server: await greet(session, options) };
      await prepare?.(lent);
      if (address !== place.last()) throw unavailable(`${at.host} has moved`);
      const kept = { ...lent, usedAt: clock.monotonic() };
      busy.add(kept);
      return kept;
    } catch (error) {
      session?.cut('it could not be opened');
      place.doubt();
      throw error;
    } finally {
      opening -= 1;
      waiting.shift()?.();
    }
  }

  function release(kept: Kept): void {
    busy.delete(kept);
    kept.usedAt = clock.monotonic();
    if (kept.session.isOver) place.doubt();
    else if (isClosed || kept.session.address !== place.last()) kept.session.end();
    else idle.push(kept);
    waiting.shift()?.();
  }

  function leave(address: string): void {
    if (address === place.last()) place.doubt();
    for (const kept of idle.splice(0)) {
      if (kept.session.address === address) kept.session.end();
      else idle.push(kept);
    }
  }

  function moved(to: string): void {
    for (const kept of idle.splice(0)) kept.session.end();
    const left = [...busy].filter(({ session }) => session.address !== to);
    later(clock, graceMs, () => {
      for (const kept of left) if (busy.has(kept)) kept.session.cut(`${at.host} has moved to ${to}`);
    });
  }

  function look(): void {
    callOff = later(clock, lookEveryMs, look);
    const now = clock.monotonic();
    for (const { session } of busy)
      if (session.lateAt <= now) session.cut(`it gave no answer within ${options.requestTimeoutMs} ms`);
    while (idle[0] !== undefined && (idle[0].usedAt < now - idleMs || idle[0].session.isOver))
      idle.shift()?.session.end();
    if (now - lastUse < idleMs) void place.find().catch(() => undefined);
  }

  function unavailable(why: string): Error {
    return sqlErrors.error('sql.unavailable', { database, why });
  }

  return {
    async use(task) {
      lastUse = clock.monotonic();
      const kept = await acquire();
      try {
        return await task(kept);
      } finally {
        release(kept);
      }
    },
    leave,
    async close() {
      isClosed = true;
      callOff();
      for (const { session } of idle.splice(0)) session.end();
      while (busy.size > 0 || opening > 0) await turn(clock.monotonic() + 50);
    },
  };
}
