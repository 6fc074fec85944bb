import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { systemClock, systemRandom, toHex } from '../../../kit/index.ts';
import { realOptions } from '../../connection/testing/real.ts';
import { connect } from '../dynamodb/connect.ts';
import { openDynamodb } from '../dynamodb/open.ts';
import { type DynamodbOptions, dynamodbOptions } from '../dynamodb/options.ts';
import type { SessionsAdapter } from './adapter.ts';

/** DynamoDB as the conformance suite and its children open it: a place is a table. */
export const adapter: SessionsAdapter = {
  name: 'sessions/dynamodb',
  module: import.meta.url,
  capabilities: { answers: true },
  async newPlace() {
    const place = `t-${toHex(systemRandom.bytes(8))}`;
    return { place, remove: () => dropTable(optionsFor(place)) };
  },
  open: (place, { clock = systemClock } = {}) =>
    openDynamodb({ options: optionsFor(place), clock, random: systemRandom }),
};

export function optionsFor(table: string): DynamodbOptions {
  return dynamodbOptions.parse({ ...realOptions('dynamodb'), table });
}

async function dropTable(options: DynamodbOptions): Promise<void> {
  const client = connect(options, systemClock);
  try {
    await client.send(new DeleteTableCommand({ TableName: options.table }));
  } finally {
    client.destroy();
  }
}
