import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Logger } from '../../../host/index.ts';
import { faultOf } from '../../connection/index.ts';
import { deadLettersOf, isDeadLetters } from '../limits.ts';
import { told, toldOf } from './told.ts';

/** As long as SQS keeps anything. A dead letter counts from when it was first sent. */
const keptSeconds = 14 * 24 * 3_600;

export interface QueuesDeps {
  readonly prefix: string;
  readonly maxReceives: number;
  readonly logger: Logger;
}

export interface Queues {
  /** Calls with a queue's address; with a new one where the queue has been deleted since. Errors: those of the call. */
  at<Result>(queue: string, call: (url: string) => Promise<Result>): Promise<Result>;
  arnOf(url: string): Promise<string>;
}

/** Addresses of queues, kept. A queue that is not there is made, with its dead letters. */
export function openQueues(client: SQSClient, { prefix, maxReceives, logger }: QueuesDeps): Queues {
  const known = new Map<string, Promise<string>>();

  function urlOf(queue: string): Promise<string> {
    const found = known.get(queue);
    if (found !== undefined) return found;
    const url = ensure(queue);
    known.set(queue, url);
    // Whoever asks next tries again.
    url.catch(() => known.delete(queue));
    return url;
  }

  async function ensure(queue: string): Promise<string> {
    if (isDeadLetters(queue)) return (await find(queue)) ?? make(queue, {});
    const policy = await policyFor(await urlOf(deadLettersOf(queue)));
    const url = await find(queue);
    if (url === undefined) return make(queue, { RedrivePolicy: policy });
    await keepPolicy(url, policy);
    return url;
  }

  async function find(queue: string): Promise<string | undefined> {
    try {
      const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: prefix + queue }));
      return QueueUrl;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw toldOf(error);
    }
  }

  async function make(queue: string, attributes: Readonly<Record<string, string>>): Promise<string> {
    const command = new CreateQueueCommand({
      QueueName: prefix + queue,
      Attributes: { MessageRetentionPeriod: String(keptSeconds), ...attributes },
    });
    try {
      const { QueueUrl = '' } = await client.send(command);
      logger.info('made a queue', { queue: prefix + queue });
      return QueueUrl;
    } catch (error) {
      // Another process, with other settings, was quicker.
      const url = faultOf(error).name.startsWith('QueueNameExists') ? await find(queue) : undefined;
      if (url === undefined) throw toldOf(error);
      return url;
    }
  }

  async function policyFor(deadUrl: string): Promise<string> {
    return JSON.stringify({ deadLetterTargetArn: await arnOf(deadUrl), maxReceiveCount: maxReceives });
  }

  /** A queue that was made by hand, or for another count, buries what we want buried. */
  async function keepPolicy(url: string, policy: string): Promise<void> {
    const attributes = await attributesOf(url, 'RedrivePolicy');
    const there = JSON.parse(attributes.RedrivePolicy ?? '{}') as Record<string, unknown>;
    const wished = JSON.parse(policy) as Record<string, unknown>;
    // Some servers tell the count as text.
    if (Object.entries(wished).every(([name, value]) => String(there[name]) === String(value))) return;
    try {
      await client.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { RedrivePolicy: policy } }));
    } catch (error) {
      logger.warn('the queue keeps its own rule for dead letters', { url, why: toldOf(error).message });
    }
  }

  async function arnOf(url: string): Promise<string> {
    return (await attributesOf(url, 'QueueArn')).QueueArn ?? '';
  }

  async function attributesOf(url: string, name: 'QueueArn' | 'RedrivePolicy'): Promise<Record<string, string>> {
    const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [name] });
    return (await told(() => client.send(command))).Attributes ?? {};
  }

  return {
    async at(queue, call) {
      const url = await urlOf(queue);
      try {
        return await call(url);
      } catch (error) {
        if (!isMissing(error)) throw toldOf(error);
        // Nothing was done: it is made anew, and asked once more.
        known.delete(queue);
        return told(async () => call(await urlOf(queue)));
      }
    },
    arnOf,
  };
}

export function isMissing(error: unknown): boolean {
  return /QueueDoesNotExist|NonExistentQueue/.test(faultOf(error).name);
}
