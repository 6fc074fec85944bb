import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../../../kit/index.ts';
import { tlsContext } from '../../connection/index.ts';
import type { DynamodbOptions } from './options.ts';

/** A connection that its other end let go of loses the next call, so ours lets go first. */
const idleMs = 4_000;
/** Keys are read anew so often: who changes their files changes them without a restart. */
const credentialsMs = 10 * 60_000;

/** The client that is kept. It tries nothing again: the platform does. */
export function connect(options: DynamodbOptions, clock: Pick<Clock, 'now'>): DynamoDBClient {
  const { endpoint, region, accessKeyId, secretAccessKey, connectTimeoutMs, requestTimeoutMs } = options;
  const agent = { keepAlive: true, maxSockets: options.connections, timeout: idleMs };
  return new DynamoDBClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && {
        credentials: async () => ({
          accessKeyId: accessKeyId.reveal(),
          secretAccessKey: secretAccessKey.reveal(),
          expiration: new Date(clock.now() + credentialsMs),
        }),
      }),
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent({ ...agent, ...tlsContext(options.tls) }),
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // Else it is written to the console, and waited for.
      throwOnRequestTimeout: true,
    }),
  });
}
