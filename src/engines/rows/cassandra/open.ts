import type { Clock } from '../../../kit/index.ts';
import type { Rows, Table, TableShape } from '../index.ts';
import { writeTimes } from '../write-time.ts';
import { connect } from './connect.ts';
import type { CassandraOptions } from './options.ts';
import { tableOn } from './table.ts';
import { bringKeyspaceUp, bringTableUp } from './tables.ts';

export interface OpenCassandra {
  readonly options: CassandraOptions;
  /** Gives writes their times: machines that write to one cluster keep their clocks together. */
  readonly clock: Clock;
}

/** The rows port on Apache Cassandra 4.1 and later (decisions 0115, 0132). Errors: those of a read. */
export async function openCassandra({ options, clock }: OpenCassandra): Promise<Rows> {
  const { keyspace } = options;
  const client = await connect(options);
  try {
    await bringKeyspaceUp(client, options);
  } catch (error) {
    await client.shutdown();
    throw error;
  }
  const writeTime = writeTimes(clock);
  return {
    async table<const Shape extends TableShape>(shape: Shape) {
      await bringTableUp(client, keyspace, shape);
      return tableOn({ client, keyspace, writeTime }, shape) as unknown as Table<Shape>;
    },
    close: () => client.shutdown(),
  };
}
