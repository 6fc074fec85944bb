import { Client } from 'cassandra-driver';
import { systemClock, systemRandom, toHex } from '../../../kit/index.ts';
import { realOptions } from '../../connection/testing/real.ts';
import { driverOptions } from '../cassandra/connect.ts';
import { openCassandra } from '../cassandra/open.ts';
import { type CassandraOptions, cassandraOptions } from '../cassandra/options.ts';
import type { RowsAdapter } from './adapter.ts';

/** Cassandra as the suites and their children open it: a place is a keyspace. */
export function cassandraOn(server: string): RowsAdapter {
  return {
    name: `rows/${server}`,
    module: import.meta.url,
    capabilities: { ownClock: false, conditional: true, answers: true },
    async newPlace() {
      const place = `t_${toHex(systemRandom.bytes(8))}`;
      return { place, remove: () => dropKeyspace(optionsFor(server, place)) };
    },
    open: (place, { clock = systemClock } = {}) => openCassandra({ options: optionsFor(server, place), clock }),
  };
}

export const adapter = cassandraOn('cassandra');

export function optionsFor(server: string, keyspace: string): CassandraOptions {
  return cassandraOptions.parse({ ...realOptions(server), keyspace });
}

async function dropKeyspace(options: CassandraOptions): Promise<void> {
  const client = new Client(driverOptions(options));
  try {
    await client.execute(`DROP KEYSPACE IF EXISTS "${options.keyspace}"`);
  } finally {
    await client.shutdown();
  }
}
