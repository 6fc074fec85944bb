import {
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { faultOf } from '../../connection/index.ts';
import { deadLettersOf } from '../limits.ts';
import { batchesOf } from './batches.ts';
import type { Queues } from './queues.ts';

/** While one batch is carried over. */
const hiddenSeconds = 60;

export interface Redriving {
  readonly queues: Queues;
  readonly queue: string;
}

/** Sends dead letters back by a task of the server, which goes on by itself. */
export async function redriveByServer(client: SQSClient, { queues, queue }: Redriving): Promise<void> {
  const DestinationArn = await queues.at(queue, (url) => queues.arnOf(url));
  await queues.at(deadLettersOf(queue), async (url) => {
    const task = new StartMessageMoveTaskCommand({ SourceArn: await queues.arnOf(url), DestinationArn });
    await client.send(task).catch((error: unknown) => {
      // One that was begun earlier goes on.
      if (!/already.*(task|running)/i.test(faultOf(error).message)) throw error;
    });
  });
}

/** The same by hand: one may come twice, and none is lost. */
export async function redriveByHand(client: SQSClient, redriving: Redriving): Promise<void> {
  while (await carry(client, redriving));
}

/** Resolves to whether there was something. */
async function carry(client: SQSClient, { queues, queue }: Redriving): Promise<boolean> {
  const dead = deadLettersOf(queue);
  // With a wait all of its servers are asked, and none that has something is overlooked.
  const { Messages = [] } = await queues.at(dead, (QueueUrl) =>
    client.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        VisibilityTimeout: hiddenSeconds,
        WaitTimeSeconds: 1,
      }),
    ),
  );
  for (const batch of batchesOf(Messages.map(({ Body = '' }) => Body))) {
    const Entries = batch.map(({ text }, at) => ({ Id: String(at), MessageBody: text }));
    const { Successful = [] } = await queues.at(queue, (QueueUrl) =>
      client.send(new SendMessageBatchCommand({ QueueUrl, Entries })),
    );
    // Only what has arrived is taken away.
    const sent = Successful.flatMap(({ Id }) => batch.slice(Number(Id), Number(Id) + 1));
    const gone = sent.map(({ at }) => ({ Id: String(at), ReceiptHandle: Messages[at]?.ReceiptHandle }));
    if (gone.length > 0)
      await queues.at(dead, (QueueUrl) => client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: gone })));
  }
  return Messages.length > 0;
}
