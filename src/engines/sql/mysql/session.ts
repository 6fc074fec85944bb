import { connect as connectSocket } from 'node:net';
import {
  type Connection,
  type ConnectionOptions,
  createConnection,
  type FieldPacket,
  type ResultSetHeader,
} from 'mysql2';
import type { Clock } from '../../../kit/index.ts';
import { tlsContext } from '../../connection/index.ts';
import { later } from './later.ts';
import type { MysqlOptions } from './options.ts';
import { rowsOf } from './rows.ts';
import { endsSession, type Moment, translated } from './translated.ts';

/** Prepared statements that one connection keeps on the server; the one unused for longest is dropped. */
const mostPrepared = 200;

export interface Statement {
  readonly sql: string;
  readonly values?: readonly unknown[];
  /** What may have become of it when it fails. */
  readonly moment?: Moment;
}

export interface Answer {
  readonly rows: readonly Record<string, unknown>[];
  /** Rows that a statement found, whether it changed them or not. */
  readonly affected: number;
  readonly insertId: number;
}

/** One connection to one server. */
export interface Session {
  readonly address: string;
  readonly id: number;
  /** Errors: those of the port. */
  run(statement: Statement): Promise<Answer>;
  /** It is of no more use. */
  readonly isOver: boolean;
  /** When what it runs has taken too long, by the monotonic clock; infinity where it runs nothing. */
  readonly lateAt: number;
  /** Says goodbye. */
  end(): void;
  /** Ends what it runs, here and on the server, so that nobody waits there for what it has locked. */
  cut(why: string): void;
}

export interface SessionOptions {
  readonly options: MysqlOptions;
  readonly clock: Clock;
  /** The name that was asked for: it stands in the certificate. */
  readonly host: string;
  readonly address: string;
  readonly port: number;
  /** Named in errors. */
  readonly database: string;
  /** The database in which statements run; none where it is to be made. */
  readonly inside?: string | undefined;
  /** How long a statement may take, where that is not what the options say. */
  readonly requestTimeoutMs?: number;
}

/** Opens a connection. Errors: `sql.unavailable`, `sql.refused`. */
export async function openSession(settings: SessionOptions): Promise<Session> {
  const { clock, address, database, options } = settings;
  const limitMs = settings.requestTimeoutMs ?? options.requestTimeoutMs;
  const connection = await connected(settings);
  const id = connection.threadId ?? 0;
  /** How each statement that is being run is told that it failed, and when it is late; the oldest first. */
  const running = new Map<(error: unknown) => void, number>();
  let isOver = false;
  let why: unknown;

  function over(error: unknown): void {
    if (isOver) return;
    isOver = true;
    why = error;
    connection.destroy();
    // The driver tells nothing to statements whose connection it destroys.
    for (const fail of [...running.keys()]) fail(error);
  }
  connection.on('error', over);
  connection.on('end', () => over(Object.assign(new Error('the server ended it'), { code: 'ECONNRESET' })));

  function run({ sql, values = [], moment = 'undone' }: Statement): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (isOver) return reject(translated(why, { database, moment: 'undone' }));
      const fail = (error: unknown): void => {
        running.delete(fail);
        reject(translated(error, { database, moment }));
      };
      running.set(fail, clock.monotonic() + limitMs);
      const done = (error: Error | null, result: unknown, fields: FieldPacket[] | undefined): void => {
        if (!running.has(fail)) return;
        if (error) {
          fail(error);
          if (endsSession(error)) over(error);
          return;
        }
        running.delete(fail);
        try {
          resolve(answerOf(result, fields));
        } catch (unreadable) {
          reject(unreadable);
        }
      };
      // What has no values is mostly said once: it would only fill the server's store of prepared statements.
      if (values.length === 0) connection.query(sql, done as never);
      else connection.execute(sql, values.map(sent) as never, done as never);
    });
  }

  return {
    address,
    id,
    run,
    get isOver() {
      return isOver;
    },
    get lateAt() {
      const [first = Number.POSITIVE_INFINITY] = running.values();
      return first;
    },
    end() {
      if (isOver) return;
      isOver = true;
      why = new Error('it was ended');
      connection.end();
    },
    cut(reason) {
      over(Object.assign(new Error(reason), { code: 'ETIMEDOUT' }));
      void kill(settings, id);
    },
  };
}

/** Ends a connection from another one. What it was doing is undone, and its locks are free. */
async function kill(settings: SessionOptions, id: number): Promise<void> {
  const other = await connected(settings).catch(() => undefined);
  if (other === undefined) return;
  other.on('error', () => undefined);
  const callOff = later(settings.clock, settings.options.connectTimeoutMs, () => other.destroy());
  other.query(`kill ${id}`, () => {
    callOff();
    other.end();
  });
}

function connected(settings: SessionOptions): Promise<Connection> {
  const { options, host, address, port, database, inside } = settings;
  const context = tlsContext(options.tls);
  const choices: ConnectionOptions = {
    host: context?.servername ?? host,
    port,
    stream: () => connectSocket({ host: address, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 10_000 }),
    user: options.user,
    password: options.password.reveal(),
    ...(inside !== undefined && { database: inside }),
    ...(context !== undefined && { ssl: { ...context, verifyIdentity: true } as ConnectionOptions['ssl'] & object }),
    connectTimeout: options.connectTimeoutMs,
    charset: 'UTF8MB4_BIN',
    timezone: 'Z',
    dateStrings: true,
    jsonStrings: true,
    supportBigNumbers: true,
    maxPreparedStatements: mostPrepared,
    // A server may otherwise ask for any file of this machine.
    flags: ['-LOCAL_FILES'],
  };
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown): void => reject(translated(error, { database, moment: 'undone' }));
    try {
      const connection = createConnection(choices);
      connection.once('error', refuse);
      connection.connect((error) => {
        if (error) return refuse(error);
        connection.off('error', refuse);
        resolve(connection);
      });
    } catch (error) {
      refuse(error);
    }
  });
}

function sent(value: unknown): unknown {
  return value instanceof Uint8Array && !Buffer.isBuffer(value)
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : value;
}

function answerOf(result: unknown, fields: readonly FieldPacket[] | undefined): Answer {
  if (Array.isArray(result)) return { rows: rowsOf(result, fields ?? []), affected: 0, insertId: 0 };
  const { affectedRows, insertId } = result as ResultSetHeader;
  return { rows: [], affected: affectedRows, insertId: Number(insertId) };
}
