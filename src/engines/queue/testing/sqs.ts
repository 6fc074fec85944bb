import { randomBytes } from 'node:crypto';
import { DeleteQueueCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { silentLogger } from '../../../host/index.ts';
import { systemClock, systemRandom } from '../../../kit/index.ts';
import { retryQueue } from '../../../platform/engines/retry-queue.ts';
import { realOptions } from '../../connection/testing/real.ts';
import { connect } from '../sqs/client.ts';
import { openSqsQueue } from '../sqs/open.ts';
import { type SqsOptions, sqsOptions } from '../sqs/options.ts';
import type { QueueAdapter } from './adapter.ts';

/** The options of a server that runs for tests, with queues of one's own. */
export function optionsOf(prefix: string, more: Record<string, unknown> = {}): SqsOptions {
  const { adapter: _, ...options } = realOptions('elasticmq');
  return sqsOptions.parse({ ...options, prefix, ...more });
}

export function newPrefix(): string {
  return `t${randomBytes(5).toString('hex')}-`;
}

/** Takes away all queues of a prefix. */
export async function removeQueues(prefix: string): Promise<void> {
  const client = connect(optionsOf(prefix), systemClock);
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({ QueueNamePrefix: prefix }));
  for (const QueueUrl of QueueUrls) await client.send(new DeleteQueueCommand({ QueueUrl }));
  client.destroy();
}

/** ElasticMQ as the conformance suite and its children open it, with the retries that services have before it. */
export const adapter: QueueAdapter = {
  name: 'queue/sqs',
  module: import.meta.url,
  capabilities: { ownClock: false, once: false, fencing: false },
  async newPlace() {
    const place = newPrefix();
    return { place, remove: () => removeQueues(place) };
  },
  async open(place, { maxReceives }) {
    const options = { options: optionsOf(place), maxReceives, clock: systemClock, logger: silentLogger };
    return retryQueue(await openSqsQueue(options), { clock: systemClock, random: systemRandom });
  },
};
