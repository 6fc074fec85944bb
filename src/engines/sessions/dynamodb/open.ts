import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { type Clock, type Random, toHex } from '../../../kit/index.ts';
import type { Item, Place, Put, PutOptions, Sessions } from '../index.ts';
import { checkList, checkName, checkPlace, checkPut, textOf } from '../limits.ts';
import { connect } from './connect.ts';
import { failureOf } from './failure.ts';
import { type Attributes, attributesOf, epochKeyOf, itemOf, itemsOf, keyOf } from './items.ts';
import type { DynamodbOptions } from './options.ts';
import { bringTableUp } from './table.ts';

export interface OpenDynamodb {
  readonly options: DynamodbOptions;
  /** Says what has expired: machines that share a table keep their clocks together. */
  readonly clock: Clock;
  readonly random: Random;
}

/** The sessions port on a table of DynamoDB (decisions 0115, 0133). Errors: those of a get. */
export async function openDynamodb({ options, clock, random }: OpenDynamodb): Promise<Sessions> {
  const client = connect(options, clock);
  try {
    await bringTableUp(client, { table: options.table, clock });
  } catch (error) {
    client.destroy();
    throw failureOf(error);
  }
  return sessionsIn(client, { table: options.table, clock, random });
}

interface Ports {
  readonly table: string;
  readonly clock: Clock;
  readonly random: Random;
}

/** Beside the port's own: takes away all trace of a partition's epoch, as an examination does. */
export interface DynamodbSessions extends Sessions {
  forget(partition: string): Promise<void>;
}

export function sessionsIn(client: DynamoDBClient, { table: TableName, clock, random }: Ports): DynamodbSessions {
  return {
    async get(place) {
      checkPlace(place);
      return stored(place);
    },
    async list(partition, options) {
      checkName('partition', partition);
      checkList(options);
      const { prefix = '', limit, after } = options;
      if (after !== undefined) checkName('place in a list', after);
      const { Items = [], LastEvaluatedKey } = await asked(() =>
        client.send(
          new QueryCommand({
            TableName,
            ConsistentRead: true,
            Limit: limit,
            KeyConditionExpression: prefix === '' ? 'p = :p' : 'p = :p AND begins_with(k, :k)',
            ExpressionAttributeValues: {
              ':p': { S: itemsOf(partition) },
              ...(prefix !== '' && { ':k': { S: prefix } }),
            },
            ...(after !== undefined && { ExclusiveStartKey: keyOf({ partition, key: after }) }),
          }),
        ),
      );
      const now = clock.now();
      const items = Items.map((attributes) => itemOf(attributes, now)).filter((item) => item !== undefined);
      const next = LastEvaluatedKey?.k?.S;
      return next === undefined ? { items } : { items, next };
    },
    async put(place, value, options = {}) {
      checkPlace(place);
      checkPut(options);
      const text = textOf(value);
      const version = options.token ?? toHex(random.bytes(16));
      const put = {
        ...condition(options),
        TableName,
        Item: attributesOf(place, { text, version, expiresAt: options.expiresAt }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      };
      const failed = options.epoch === undefined ? await putAlone(put) : await putIn(place, put, options.epoch);
      if (failed === undefined) return { stored: true, version };
      // It was stored the first time, and the answer was lost.
      if (failed.item !== undefined && failed.item.version === options.token) return { stored: true, version };
      return { stored: false, ...failed };
    },
    async take(place) {
      checkPlace(place);
      try {
        // The condition says who took it: where two deletions are under way, both may be shown what was there before.
        const { Attributes: taken } = await asked(() =>
          client.send(
            new DeleteItemCommand({
              TableName,
              Key: keyOf(place),
              ConditionExpression: 'attribute_exists(p)',
              ReturnValues: 'ALL_OLD',
            }),
          ),
        );
        return itemOf(taken, clock.now());
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },
    async delete(place, { version } = {}) {
      checkPlace(place);
      try {
        await asked(() =>
          client.send(
            new DeleteItemCommand({
              TableName,
              Key: keyOf(place),
              ...(version !== undefined && {
                ConditionExpression: 'attribute_not_exists(p) OR n = :n',
                ExpressionAttributeValues: { ':n': { S: version } },
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              }),
            }),
          ),
        );
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return itemOf(error.Item, clock.now()) === undefined;
      }
    },
    async epoch(partition) {
      checkName('partition', partition);
      const { Item: found } = await asked(() =>
        client.send(new GetItemCommand({ TableName, Key: epochKeyOf(partition), ConsistentRead: true })),
      );
      return Number(found?.e?.N ?? 0);
    },
    async raiseEpoch(partition) {
      checkName('partition', partition);
      const { Attributes: raised } = await asked(() =>
        client.send(
          new UpdateItemCommand({
            TableName,
            Key: epochKeyOf(partition),
            UpdateExpression: 'ADD e :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
            ReturnValues: 'UPDATED_NEW',
          }),
        ),
      );
      return Number(raised?.e?.N);
    },
    async forget(partition) {
      await asked(() => client.send(new DeleteItemCommand({ TableName, Key: epochKeyOf(partition) })));
    },
    close: async () => client.destroy(),
  };

  async function stored(place: Place): Promise<Item | undefined> {
    const { Item: found } = await asked(() =>
      client.send(new GetItemCommand({ TableName, Key: keyOf(place), ConsistentRead: true })),
    );
    return itemOf(found, clock.now());
  }

  function condition({ if: wanted }: PutOptions): Partial<PutItemCommandInput> {
    if (wanted === undefined) return {};
    const now = { ':now': { N: String(clock.now()) } };
    if (wanted === 'absent')
      return { ConditionExpression: 'attribute_not_exists(p) OR x <= :now', ExpressionAttributeValues: now };
    return {
      ConditionExpression: 'n = :n AND (attribute_not_exists(x) OR x > :now)',
      ExpressionAttributeValues: { ...now, ':n': { S: wanted.version } },
    };
  }

  async function putAlone(put: PutItemCommandInput): Promise<Failed | undefined> {
    try {
      await asked(() => client.send(new PutItemCommand(put)));
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return { because: 'item', item: itemOf(error.Item, clock.now()) };
    }
  }

  /** With the epoch looked at in the same moment: a transaction, which costs four times what a put costs alone. */
  async function putIn(
    place: Place,
    put: PutItemCommandInput & { readonly TableName: string; readonly Item: Attributes },
    epoch: number,
  ): Promise<Failed | undefined> {
    const check = {
      TableName,
      Key: epochKeyOf(place.partition),
      ConditionExpression: epoch === 0 ? 'attribute_not_exists(e) OR e = :e' : 'e = :e',
      ExpressionAttributeValues: { ':e': { N: String(epoch) } },
    };
    try {
      await asked(() =>
        client.send(new TransactWriteItemsCommand({ TransactItems: [{ ConditionCheck: check }, { Put: put }] })),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const [ofEpoch, ofItem] = error.CancellationReasons ?? [];
      if (ofEpoch?.Code === 'ConditionalCheckFailed') return { because: 'epoch', item: await stored(place) };
      return { because: 'item', item: itemOf(ofItem?.Item, clock.now()) };
    }
  }
}

type Failed = Omit<Extract<Put, { readonly stored: false }>, 'stored'>;

async function asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    throw failureOf(error);
  }
}
