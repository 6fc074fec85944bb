import type { Migration } from '../engines/sql/index.ts';
import { makeOnce } from '../engines/sql/ledger/answers.ts';
import { makeTell } from '../engines/sql/ledger/outbox.ts';
import type { Logger } from '../host/index.ts';
import { aborted } from '../kit/index.ts';
import type { OwnTables, Term } from '../manifest/index.ts';
import { startBroom } from './broom.ts';
import { followersInSql } from './following/index.ts';
import { type Leader, startLeader } from './leader.ts';
import { lagLevel } from './metrics/levels.ts';
import { type Relay, startRelay } from './relay.ts';
import type { Runtime } from './runtime.ts';

export interface OpenTables<Tables> extends OwnTables<Tables> {
  stop(): Promise<void>;
}

export interface OwnTablesOptions {
  readonly service: string;
  readonly migrations: readonly Migration[];
  readonly logger: Logger;
}

/** Opens a service's database, and starts the relay of its outbox. */
export async function ownTables<Tables>(runtime: Runtime, options: OwnTablesOptions): Promise<OpenTables<Tables>> {
  const { engines, metrics, clock, makeId } = runtime;
  const { service, migrations, logger } = options;
  const sql = await engines.sql<Tables>(service, migrations);
  const log = await engines.log();
  const process = await engines.process();
  const leaders: Leader[] = [];
  let relay: Relay | undefined;

  function lead(name: string, work: (term: Term) => Promise<void>): void {
    const { name: holder, isGone } = process;
    leaders.push(startLeader(sql, { name, holder, isGone, work, clock, logger }));
  }

  // One at a time, so that what is told in order is appended in order.
  lead('relay', async (term) => {
    relay = startRelay(sql, { service, log, clock, logger, isContested: () => term.isContested });
    await aborted(term.signal);
    await relay.stop();
  });
  const followers = followersInSql<Tables>(sql, { reader: service, log, clock, logger });
  metrics.watch(lagLevel(log, { reader: service, topics: followers.topics }));
  const broom = startBroom({ sql, log, topics: followers.topics, clock, logger });
  const put = makeTell({ sql, makeId, clock });
  /** Transactions, each as the body that was run last has it, in which something was told. */
  const telling = new WeakSet<object>();

  return {
    sql: {
      ...sql,
      async transaction(body) {
        let last: object | undefined;
        try {
          return await sql.transaction((tx) => {
            last = tx;
            return body(tx);
          });
        } finally {
          // Also where the commit's answer was lost: then there may be something to carry.
          if (last !== undefined && telling.has(last)) relay?.wake();
        }
      },
    },
    async tell(tx, event) {
      await put(tx, event);
      telling.add(tx);
    },
    once: makeOnce(sql),
    follow: followers.follow,
    lead,
    async stop() {
      await Promise.all([followers, ...leaders, broom].map((one) => one.stop()));
    },
  };
}
