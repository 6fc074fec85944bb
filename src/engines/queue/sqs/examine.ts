import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { clockFinding, type Examine, failed, faultOf, fine, watchClock, wrong } from '../../connection/index.ts';
import { connect } from './client.ts';
import type { SqsOptions } from './options.ts';
import { isMissing } from './queues.ts';

const slowMs = 500;

/** Tries with a queue of its own what Bijou needs, and takes it away. */
export const examineSqs: Examine<SqsOptions> = async function* (options, { clock }) {
  const client = connect(options, clock);
  const offMs = watchClock(client, clock);
  const examined = {
    what: `the queues at ${options.endpoint ?? `AWS in ${options.region}`}`,
    connectTimeoutMs: options.connectTimeoutMs,
  };
  let QueueUrl: string | undefined;
  try {
    // Whoever may not list them is known by the answer all the same.
    await client.send(new ListQueuesCommand({ MaxResults: 1 })).catch((error: unknown) => {
      if (!/AccessDenied/.test(faultOf(error).name)) throw error;
    });
    yield fine('connect', 'It answers, and knows these credentials.');
    yield clockFinding(offMs(), examined.what);
    const name = `${options.prefix}doctor-${clock.now().toString(36)}`;
    try {
      ({ QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name })));
      yield fine('make', 'A queue can be made.');
    } catch (error) {
      const { sentence } = failed('make', error, examined);
      yield wrong(
        'make',
        'permissions',
        `No queue can be made: each that Bijou needs must then stand ready, with its dead letters, named as in \`prefix\`. ${sentence}`,
      );
      return;
    }
    const began = clock.monotonic();
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'Bijou was here.' }));
    const poll = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5, VisibilityTimeout: 30 });
    const { Messages: [message] = [] } = await client.send(poll, { requestTimeout: 5_000 + options.requestTimeoutMs });
    if (message === undefined) {
      yield wrong(
        'send and receive',
        'settings',
        'What was sent did not come within five seconds. Look after the server.',
      );
      return;
    }
    const { ReceiptHandle } = message;
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 }));
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }));
    const eachMs = Math.round((clock.monotonic() - began) / 5);
    yield eachMs > slowMs
      ? wrong('send and receive', 'slow', `A call takes ${eachMs} ms. Have the queues nearer.`)
      : fine('send and receive', `Sending, receiving, extending, taking off and counting took ${eachMs} ms each.`);
  } catch (error) {
    yield isMissing(error)
      ? wrong(
          'send and receive',
          'settings',
          'A queue that was just made is not there: the server forgets. Look after it.',
        )
      : failed(QueueUrl === undefined ? 'connect' : 'send and receive', error, examined);
  } finally {
    if (QueueUrl !== undefined) await client.send(new DeleteQueueCommand({ QueueUrl })).catch(() => undefined);
    client.destroy();
  }
};
