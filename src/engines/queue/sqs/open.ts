import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
} from '@aws-sdk/client-sqs';
import type { Logger } from '../../../host/index.ts';
import type { Clock } from '../../../kit/index.ts';
import { faultOf } from '../../connection/index.ts';
import { queueErrors } from '../errors.ts';
import type { Queue } from '../index.ts';
import { checkExtend, checkSend, deadLettersOf } from '../limits.ts';
import { sendAll } from './batches.ts';
import { connect } from './client.ts';
import type { SqsOptions } from './options.ts';
import { openQueues } from './queues.ts';
import { receiving } from './receiving.ts';
import { redriveByHand, redriveByServer } from './redriving.ts';

export interface SqsQueueOptions {
  readonly options: SqsOptions;
  /** A ticket received this often is a dead letter; 1 to 1,000. */
  readonly maxReceives: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** SQS counts about, and says that it may be a minute behind. */
const depthLagMs = 60_000;

/** What it says of a ticket that somebody else has, or that is gone. */
const lost = /ReceiptHandleIsInvalid|InvalidParameterValue|MessageNotInflight|InvalidIdFormat/;

/**
 * The queue port on SQS. Queues are made as they are first asked for, each with its dead letters, where they are not there.
 * Errors: `queue.refused`, `queue.unreachable` of any call.
 */
export async function openSqsQueue({ options, maxReceives, clock, logger }: SqsQueueOptions): Promise<Queue> {
  const client = connect(options, clock);
  const queues = openQueues(client, { prefix: options.prefix, maxReceives, logger });
  const redrive = (options.serverMoves ?? options.endpoint === undefined) ? redriveByServer : redriveByHand;
  const polls = receiving(client, { queues, requestTimeoutMs: options.requestTimeoutMs, clock });

  return {
    async send(queue, bodies, { delayMs = 0 } = {}) {
      checkSend(queue, bodies, delayMs);
      const DelaySeconds = Math.ceil(delayMs / 1_000);
      await sendAll(bodies, async (batch) => {
        const Entries = batch.map(({ text }, at) => ({ Id: String(at), MessageBody: text, DelaySeconds }));
        const command = (QueueUrl: string) => new SendMessageBatchCommand({ QueueUrl, Entries });
        return (await queues.at(queue, (url) => client.send(command(url)))).Failed ?? [];
      });
    },
    receive: polls.receive,
    async extend(queue, receipt, visibilityMs) {
      checkExtend(queue, visibilityMs);
      const VisibilityTimeout = Math.ceil(visibilityMs / 1_000);
      await queues.at(queue, async (QueueUrl) => {
        const command = new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receipt, VisibilityTimeout });
        await client.send(command).catch((error: unknown) => {
          const { name, message } = faultOf(error);
          // Twelve hours are over, or will be before that: it stays hidden until then.
          if (/beyond the limit|Total VisibilityTimeout/i.test(message)) return;
          throw lost.test(name) ? queueErrors.error('queue.receipt-lost', {}, error) : error;
        });
      });
    },
    async acknowledge(queue, receipts) {
      await sendAll(receipts, async (batch) => {
        const Entries = batch.map(({ text }, at) => ({ Id: String(at), ReceiptHandle: text }));
        const command = (QueueUrl: string) => new DeleteMessageBatchCommand({ QueueUrl, Entries });
        const { Failed = [] } = await queues.at(queue, (url) => client.send(command(url)));
        return Failed.filter(({ Code = '' }) => !lost.test(Code));
      });
    },
    async depth(queue) {
      const { Attributes = {} } = await queues.at(queue, (QueueUrl) =>
        client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...counts] })),
      );
      const [visible, held, delayed] = counts.map((name) => Number(Attributes[name] ?? 0));
      return { visible: visible ?? 0, hidden: (held ?? 0) + (delayed ?? 0) };
    },
    depthLagMs,
    deadLettersOf,
    redrive: (queue) => redrive(client, { queues, queue }),
    async close() {
      await polls.close();
      client.destroy();
    },
  };
}

const counts = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;
