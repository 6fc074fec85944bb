import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../../../kit/index.ts';
import { tlsContext } from '../../connection/index.ts';
import type { S3Options } from './options.ts';

/**
 * Stores let go of connections that nobody uses after some seconds, without a word. One taken up just then loses the call,
 * and a conditional put that is lost cannot be sent again: so we let go first.
 */
const idleMs = 4_000;
/** The client asks again five minutes before they end. */
const credentialsMs = 10 * 60_000;

export interface Connected {
  readonly client: S3Client;
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
  close(): void;
}

/** The client that is kept. It tries nothing again: platform does, and knows what may be done twice. */
export function connect(options: S3Options, clock: Pick<Clock, 'now'>): Connected {
  const { endpoint, region, accessKeyId, secretAccessKey } = options;
  const keep = { keepAlive: true, maxSockets: options.connections, timeout: idleMs };
  const http = new HttpAgent(keep);
  const https = new HttpsAgent({ ...keep, ...tlsContext(options.tls) });
  const client = new S3Client({
    region,
    ...(endpoint !== undefined && { endpoint }),
    forcePathStyle: options.pathStyle ?? endpoint !== undefined,
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
    // Every body goes with its SHA-256 as part of its signature. More checksums are sent where they are asked for: as
    // trailers of a stream, or of a kind that a store does not know, they fail on many that are not AWS.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Would open a connection for each large body.
    expectContinueHeader: false,
    requestHandler: new NodeHttpHandler({
      httpAgent: http,
      httpsAgent: https,
      connectionTimeout: options.connectTimeoutMs,
      socketTimeout: options.requestTimeoutMs,
    }),
  });
  return {
    client,
    http,
    https,
    close() {
      client.destroy();
      http.destroy();
      https.destroy();
    },
  };
}
