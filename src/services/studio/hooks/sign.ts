import { createHmac } from 'node:crypto';
import type { Random } from '../../../kit/index.ts';

const prefix = 'whsec_';
const secretBytes = 32;

/** A secret as Standard Webhooks write it: `whsec_` and base64. */
export function newSecret(random: Random): string {
  return prefix + Buffer.from(random.bytes(secretBytes)).toString('base64');
}

export interface SignedMessage {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: string;
}

/** The headers of a message, signed as Standard Webhooks say: HMAC-SHA256 over `id.timestamp.body`. */
export function signedHeaders({ id, timestamp, body }: SignedMessage, secret: string): Record<string, string> {
  const key = Buffer.from(secret.slice(prefix.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
