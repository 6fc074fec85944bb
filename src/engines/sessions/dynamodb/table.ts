import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../../kit/index.ts';
import { sessionsErrors } from '../errors.ts';
import { names } from './items.ts';

export interface TableOptions {
  readonly table: string;
  readonly clock: Clock;
}

const waitMs = 500;
/** A new table takes some seconds. */
const longestMs = 60_000;

/**
 * Makes the table where it is missing, and waits until it can be used. Whoever may not look is taken at their word that it
 * is there: sessions need no more than to read and write items.
 */
export async function bringTableUp(client: DynamoDBClient, { table, clock }: TableOptions): Promise<void> {
  const until = clock.now() + longestMs;
  for (let found = await describe(client, table); found !== 'unseen'; found = await describe(client, table)) {
    if (found === undefined) await create(client, table);
    else {
      refuseOther(table, found);
      if (found.TableStatus === 'ACTIVE' || found.TableStatus === 'UPDATING') break;
      if (clock.now() > until)
        throw sessionsErrors.error('sessions.unavailable', {}, `table ${table} is ${found.TableStatus}`);
      await clock.sleep(waitMs);
    }
  }
  await sweepExpired(client, table);
}

/** Undefined where there is none; `unseen` where we may not look. */
export async function describe(
  client: DynamoDBClient,
  table: string,
): Promise<TableDescription | 'unseen' | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: table }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    if ((error as Error).name === 'AccessDeniedException') return 'unseen';
    throw error;
  }
}

async function create(client: DynamoDBClient, table: string): Promise<void> {
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: names.partition, AttributeType: 'S' },
          { AttributeName: names.key, AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: names.partition, KeyType: 'HASH' },
          { AttributeName: names.key, KeyType: 'RANGE' },
        ],
      }),
    );
  } catch (error) {
    // Somebody else is making it.
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}

/** Errors: `sessions.refused`. */
function refuseOther(table: string, { KeySchema = [] }: TableDescription): void {
  const key = KeySchema.map(({ AttributeName }) => AttributeName).join(' ');
  if (key !== `${names.partition} ${names.key}`)
    throw sessionsErrors.error('sessions.refused', {
      why: `the table ${table} is not ours: its key is ${key}. Give another name.`,
    });
}

/** Lets the service sweep. Without it nothing is wrong but the room that is taken, which `doctor` tells of. */
async function sweepExpired(client: DynamoDBClient, table: string): Promise<void> {
  try {
    const { TimeToLiveDescription: now } = await client.send(new DescribeTimeToLiveCommand({ TableName: table }));
    if (now?.TimeToLiveStatus === 'ENABLED' || now?.TimeToLiveStatus === 'ENABLING') return;
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: table,
        TimeToLiveSpecification: { AttributeName: names.sweptAfter, Enabled: true },
      }),
    );
  } catch (error) {
    // Not allowed; or many start at once, and one of them is about it.
    const { name } = error as Error;
    if (
      name !== 'AccessDeniedException' &&
      name !== 'ValidationException' &&
      !(error instanceof ResourceInUseException)
    )
      throw error;
  }
}
