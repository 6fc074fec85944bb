import {
  ChangeMessageVisibilityBatchCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandOutput,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type Clock, onAbort } from '../../../kit/index.ts';
import { queueErrors } from '../errors.ts';
import type { ReceiveOptions, Ticket } from '../index.ts';
import { checkReceive } from '../limits.ts';
import type { Queues } from './queues.ts';

/** Whoever closes waits so long for what nobody waits for any more. */
const closingMs = 1_000;

export interface Receiving {
  receive(queue: string, options: ReceiveOptions): Promise<readonly Ticket[]>;
  close(): Promise<void>;
}

export interface ReceivingDeps {
  readonly queues: Queues;
  readonly requestTimeoutMs: number;
  readonly clock: Clock;
}

/**
 * Long polls. Whoever waits no longer is let go at once, but the poll goes on to its end and what it brings is given back:
 * a poll that is cut off may have taken tickets, and those would be hidden from everybody until their time runs out.
 */
export function receiving(client: SQSClient, { queues, requestTimeoutMs, clock }: ReceivingDeps): Receiving {
  const unwanted = new Set<Promise<void>>();
  const closed = new AbortController();

  async function poll(queue: string, { limit, waitMs, visibilityMs }: ReceiveOptions): Promise<readonly Ticket[]> {
    const waitSeconds = Math.ceil(waitMs / 1_000);
    const { Messages = [] }: ReceiveMessageCommandOutput = await queues.at(queue, (QueueUrl) =>
      client.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: limit,
          WaitTimeSeconds: waitSeconds,
          VisibilityTimeout: Math.ceil(visibilityMs / 1_000),
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
        { requestTimeout: waitSeconds * 1_000 + requestTimeoutMs, abortSignal: closed.signal },
      ),
    );
    return Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '', Attributes = {} }) => ({
      id: MessageId,
      body: Body,
      receipt: ReceiptHandle,
      receives: Number(Attributes.ApproximateReceiveCount ?? 1),
    }));
  }

  async function giveBack(queue: string, tickets: readonly Ticket[]): Promise<void> {
    if (tickets.length === 0) return;
    const Entries = tickets.map(({ receipt }, at) => ({
      Id: String(at),
      ReceiptHandle: receipt,
      VisibilityTimeout: 0,
    }));
    await queues.at(queue, (QueueUrl) => client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })));
  }

  function letGo(queue: string, polling: Promise<readonly Ticket[]>): void {
    // What cannot be given back comes back by itself.
    const back = polling.then((tickets) => giveBack(queue, tickets)).catch(() => undefined);
    unwanted.add(back);
    void back.finally(() => unwanted.delete(back));
  }

  return {
    async receive(queue, options) {
      checkReceive(queue, options);
      const { signal } = options;
      signal?.throwIfAborted();
      const polling = poll(queue, options).catch((error: unknown) => {
        if (closed.signal.aborted) return [];
        throw error;
      });
      if (signal === undefined) return polling;
      return new Promise((resolve, reject) => {
        const stop = onAbort(signal, () => {
          letGo(queue, polling);
          reject(signal.reason);
        });
        polling.then(resolve, reject).finally(stop);
      });
    },
    async close() {
      await Promise.race([Promise.all(unwanted), clock.sleep(closingMs)]);
      closed.abort(queueErrors.error('queue.uncertain'));
    },
  };
}
