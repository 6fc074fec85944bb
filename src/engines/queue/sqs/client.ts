import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../../../kit/index.ts';
import { tlsContext } from '../../connection/index.ts';
import type { SqsOptions } from './options.ts';

/** Before the server lets go of a connection that nobody uses: a call on one that has just gone is a call in doubt. */
const idleMs = 4_000;
/** The client asks again five minutes before they end. */
const credentialsMs = 10 * 60_000;
const longestPollMs = 20_000;

/** The client that is kept. It tries nothing again: platform does. */
export function connect(options: SqsOptions, clock: Pick<Clock, 'now'>): SQSClient {
  const { endpoint, region, accessKeyId, secretAccessKey, requestTimeoutMs } = options;
  const keep = { keepAlive: true, maxSockets: options.connections, timeout: idleMs };
  return new SQSClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && {
        // Good for a while, then read anew: who changes the files changes the keys without a restart.
        credentials: async () => ({
          accessKeyId: accessKeyId.reveal(),
          secretAccessKey: secretAccessKey.reveal(),
          expiration: new Date(clock.now() + credentialsMs),
        }),
      }),
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      httpAgent: new HttpAgent(keep),
      httpsAgent: new HttpsAgent({ ...keep, ...tlsContext(options.tls) }),
      connectionTimeout: options.connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      // For an answer that breaks off; calls themselves end sooner.
      socketTimeout: longestPollMs + requestTimeoutMs,
    }),
  });
}
