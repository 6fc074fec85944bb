import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { BijouError, type Clock, sentenceOf, systemRandom, toHex } from '../../../kit/index.ts';
import { type Examine, type Finding, fine, wrong } from '../../connection/index.ts';
import { connect } from './connect.ts';
import { whyNot } from './connecting.ts';
import { names } from './items.ts';
import { sessionsIn } from './open.ts';
import type { DynamodbOptions } from './options.ts';
import { bringTableUp, describe } from './table.ts';

const mostOffMs = 2_000;

/** What doctor tries on a table: see `Examine`. */
export const examineDynamodb: Examine<DynamodbOptions> = async function* (options, { clock }) {
  const client = connect(options, clock);
  const dates: Dated[] = [];
  noteDates(client, { clock, dates });
  try {
    let found: TableDescription | 'unseen' | undefined;
    try {
      found = await describe(client, options.table);
    } catch (error) {
      yield whyNot(error, options);
      return;
    }
    const where = options.endpoint ?? `DynamoDB in ${options.region}`;
    yield fine('connect', `${where} answers.`);
    const plain = options.endpoint?.startsWith('http:') === true;
    yield fine('encryption', plain ? 'Connections are plain.' : 'Connections are encrypted.');
    yield ofClock(dates);
    yield* use(client, options, clock);
    if (found === undefined) {
      yield fine('table', `${options.table} is not there yet: Bijou makes it.`);
      await client.send(new DeleteTableCommand({ TableName: options.table })).catch(() => undefined);
      return;
    }
    if (found === 'unseen') yield fine('table', `${options.table} may be used by these keys, and not be looked at.`);
    else yield* table(client, options, found);
  } catch (error) {
    yield wrong('examine', 'down', `The service answered, and then no more: ${sentenceOf(error)}`);
  } finally {
    client.destroy();
  }
};

/** Everything that Bijou does with items, and the making of their table where there is none. */
async function* use(client: DynamoDBClient, options: DynamodbOptions, clock: Clock): AsyncIterable<Finding> {
  const { table: name } = options;
  const sessions = sessionsIn(client, { table: name, clock, random: systemRandom });
  const place = { partition: `bijou examines ${toHex(systemRandom.bytes(8))}`, key: 'k' };
  let tried = 'CreateTable';
  try {
    await bringTableUp(client, { table: name, clock });
    tried = 'PutItem';
    const put = await sessions.put(place, 1, { if: 'absent', expiresAt: clock.now() + 3_600_000 });
    tried = 'Query';
    await sessions.list(place.partition, { limit: 1 });
    tried = 'GetItem';
    await sessions.get(place);
    tried = 'TransactWriteItems (ConditionCheckItem and PutItem)';
    await sessions.put(place, 2, { epoch: 0, ...(put.stored && { if: { version: put.version } }) });
    tried = 'UpdateItem';
    await sessions.raiseEpoch(place.partition);
    tried = 'DeleteItem';
    await sessions.delete(place);
    await sessions.forget(place.partition);
    yield fine('permissions', `Items are put, read, listed, and taken from ${name}.`);
  } catch (error) {
    const denied =
      error instanceof BijouError ? error.code === 'sessions.denied' : /Denied/.test((error as Error).name);
    yield wrong(
      'permissions',
      denied ? 'permissions' : 'missing',
      `${tried} failed on ${name}: ${sentenceOf(error)} Bijou needs GetItem, PutItem, UpdateItem, DeleteItem, ConditionCheckItem and Query there, and CreateTable, DescribeTable and UpdateTimeToLive to make it.`,
    );
  }
}

async function* table(
  client: DynamoDBClient,
  { table: TableName }: DynamodbOptions,
  { TableStatus, BillingModeSummary, ProvisionedThroughput }: TableDescription,
): AsyncIterable<Finding> {
  if (TableStatus !== 'ACTIVE' && TableStatus !== 'UPDATING')
    yield wrong('table', 'missing', `${TableName} is ${TableStatus}: wait until it is ACTIVE, or give another name.`);
  else if (BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST')
    yield fine('table', `${TableName} grows as it is asked.`);
  else {
    const { ReadCapacityUnits = 0, WriteCapacityUnits = 0 } = ProvisionedThroughput ?? {};
    yield fine(
      'table',
      `${TableName} answers ${ReadCapacityUnits} reads and ${WriteCapacityUnits} writes of a KB a second, and refuses more.`,
    );
  }
  const { TimeToLiveDescription: sweeping } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  const swept = sweeping?.AttributeName === names.sweptAfter && /^ENABL/.test(sweeping.TimeToLiveStatus ?? '');
  yield swept
    ? fine('time to live', 'What has expired is swept.')
    : wrong(
        'time to live',
        'settings',
        `What has expired in ${TableName} stays, and is paid for: turn on time to live, attribute ${names.sweptAfter}.`,
      );
  yield await backups(client, TableName);
}

async function backups(client: DynamoDBClient, TableName: string): Promise<Finding> {
  try {
    const { ContinuousBackupsDescription: found } = await client.send(
      new DescribeContinuousBackupsCommand({ TableName }),
    );
    return found?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus === 'ENABLED'
      ? fine('backups', 'It can be brought back as it was at any moment of the last weeks.')
      : fine(
          'backups',
          'There are none: point-in-time recovery would bring it back as it was. Without it all sign in anew.',
        );
  } catch {
    return fine('backups', 'Whether there are any could not be asked.');
  }
}

interface Dated {
  readonly theirs: number;
  readonly ours: number;
}

function noteDates(client: DynamoDBClient, { clock, dates }: { readonly clock: Clock; readonly dates: Dated[] }): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const before = clock.now();
      const result = await next(args);
      const { headers } = result.response as { readonly headers?: Readonly<Record<string, string>> };
      const theirs = Date.parse(headers?.date ?? '');
      if (!Number.isNaN(theirs)) dates.push({ theirs, ours: (before + clock.now()) / 2 });
      return result;
    },
    { step: 'deserialize', name: 'bijouDates', priority: 'low' },
  );
}

function ofClock(dates: readonly Dated[]): Finding {
  const [date] = dates;
  if (date === undefined) return fine('clock', 'The service does not say what time it is.');
  // It says whole seconds, cut off.
  const off = date.theirs + 500 - date.ours;
  if (Math.abs(off) <= mostOffMs) return fine('clock', 'Clocks agree within two seconds.');
  return wrong(
    'clock',
    'clock',
    `Our clock is ${(Math.abs(off) / 1000).toFixed(1)} s ${off < 0 ? 'ahead of' : 'behind'} the service’s: sessions end ${off < 0 ? 'early' : 'late'} here, and from five minutes on we are not let in. Let this machine follow an NTP.`,
  );
}
