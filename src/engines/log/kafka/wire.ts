import { type API, Connection, type ConnectionOptions, ResponseError } from '@platformatic/kafka';
import { tlsContext } from '../../connection/index.ts';
import { failureOf, KafkaFailure } from './failure.ts';
import type { KafkaOptions } from './options.ts';

export interface Broker {
  readonly host: string;
  readonly port: number;
}

/** Requests to brokers and their answers. Nothing is asked twice here. */
export interface Wire {
  /**
   * A broker answers the requests of a connection one after the other, so what waits long has a lane of its own.
   * Answers are given back with the codes of errors that stand in them. Errors: `KafkaFailure` without a code.
   */
  ask<Request extends unknown[], Answer>(
    broker: Broker,
    api: API<Request, Answer>,
    request: Request,
    lane?: string,
  ): Promise<Answer>;
  close(): void;
}

/**
 * Connections of a lane to a broker are made when they are needed. One that fails, or whose broker does not answer in time,
 * is given up with all that waits for it: a broker that was killed or cut off without a word holds nobody longer than that.
 */
export function openWire(options: KafkaOptions): Wire {
  const connections = new Map<string, Promise<Connection>>();
  const sockets = new Set<Connection>();
  let closed = false;

  async function connect(broker: Broker): Promise<Connection> {
    const connection = new Connection('bijou', connectionOptions(options));
    // Told to whoever waits for an answer; nobody else has to hear of it.
    connection.on('error', () => undefined);
    sockets.add(connection);
    connection.once('close', () => sockets.delete(connection));
    try {
      await connection.connect(broker.host, broker.port);
      return connection;
    } catch (error) {
      end(connection);
      throw error;
    }
  }

  function end(connection: Connection): void {
    sockets.delete(connection);
    connection.socket?.destroy();
  }

  async function connectionTo(broker: Broker, lane: string): Promise<Connection> {
    if (closed) throw new KafkaFailure(undefined, 'it is closed');
    const name = `${broker.host}:${broker.port} ${lane}`;
    const known = connections.get(name);
    if (known !== undefined) return known;
    const made = connect(broker);
    connections.set(name, made);
    const forget = () => {
      if (connections.get(name) === made) connections.delete(name);
    };
    made.then((connection) => connection.once('close', forget), forget);
    return made;
  }

  return {
    async ask(broker, api, request, lane = 'usual') {
      let connection: Connection | undefined;
      try {
        connection = await connectionTo(broker, lane);
        if (closed) throw new KafkaFailure(undefined, 'it is closed');
        return await api.async(connection, ...request);
      } catch (error) {
        if (error instanceof ResponseError) return (error as unknown as { response: never }).response;
        if (connection !== undefined) end(connection);
        throw failureOf(error);
      }
    },
    close() {
      closed = true;
      for (const connection of sockets) end(connection);
    },
  };
}

function connectionOptions({ connectTimeoutMs, requestTimeoutMs, sasl, tls }: KafkaOptions): ConnectionOptions {
  const context = tlsContext(tls);
  return {
    connectTimeout: connectTimeoutMs,
    requestTimeout: requestTimeoutMs,
    ...(context !== undefined && { tls: context }),
    ...(context?.servername !== undefined && { tlsServerName: context.servername }),
    ...(sasl !== undefined && {
      sasl: { mechanism: sasl.mechanism, username: sasl.user, password: () => sasl.password.reveal() },
    }),
  };
}
