import { auth, Client, type ClientOptions, policies } from 'cassandra-driver';
import { tlsContext } from '../../connection/index.ts';
import { rowsErrors } from '../errors.ts';
import { failureOf } from './failure.ts';
import type { CassandraOptions } from './options.ts';

/** Resolves to a client that has reached its cluster. Errors: `rows.unavailable`, `rows.denied`, `rows.refused`. */
export async function connect(options: CassandraOptions): Promise<Client> {
  const client = new Client(driverOptions(options));
  try {
    await client.connect();
    return client;
  } catch (error) {
    await abandon(client);
    const { localDataCenter } = options;
    // The driver's own complaint about a data centre that no node is of is an argument's.
    if (error instanceof Error && /localDataCenter/.test(error.message))
      throw rowsErrors.error(
        'rows.refused',
        { why: `no node is in the data centre ${localDataCenter}. Set localDataCenter to one of the cluster’s.` },
        error,
      );
    throw failureOf(error);
  }
}

/** Where what it learned by its first connection is of no use the driver leaves that open, and no process would end. */
async function abandon(client: Client): Promise<void> {
  const { controlConnection } = client as unknown as {
    readonly controlConnection?: { readonly connection?: { closeAsync?(): Promise<void> } };
  };
  await client.shutdown().catch(() => undefined);
  await controlConnection?.connection?.closeAsync?.().catch(() => undefined);
}

export function driverOptions(options: CassandraOptions): ClientOptions {
  const { contactPoints, localDataCenter, connectTimeoutMs, requestTimeoutMs, user, password } = options;
  const context = tlsContext(options.tls);
  return {
    contactPoints: contactPoints.map(({ host, port }) =>
      host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
    ),
    localDataCenter,
    protocolOptions: { port: contactPoints[0]?.port ?? 9042, maxSchemaAgreementWaitSeconds: 20 },
    ...(user !== undefined && { authProvider: new Credentials(user, () => password?.reveal() ?? '') }),
    // The driver does not look at certificates unless it is told to.
    ...(context !== undefined && { sslOptions: { rejectUnauthorized: true, ...context } }),
    socketOptions: {
      connectTimeout: connectTimeoutMs,
      readTimeout: requestTimeoutMs,
      // A node that stands still is left after some time-outs; the driver's own 64 would be minutes of them.
      defunctReadTimeoutThreshold: 8,
    },
    pooling: { heartBeatInterval: 10_000 },
    policies: {
      // What goes wrong is tried again by the platform, which alone knows whether it may be.
      retry: new policies.retry.FallthroughRetryPolicy(),
      // The driver's own waits up to ten minutes for nodes that were away for long.
      reconnection: new policies.reconnection.ExponentialReconnectionPolicy(500, 10_000, false),
    },
    encoding: { useBigIntAsLong: true, copyBuffer: false },
  };
}

/** Shows each new connection the password as it is then. */
class Credentials extends auth.PlainTextAuthProvider {
  readonly #user: string;
  readonly #password: () => string;

  constructor(user: string, password: () => string) {
    super(user, '');
    this.#user = user;
    this.#password = password;
  }

  override newAuthenticator(endpoint: string, name: string) {
    return new auth.PlainTextAuthProvider(this.#user, this.#password()).newAuthenticator(endpoint, name);
  }
}
