import type { Kysely } from 'kysely';
import type { EventKind, Follow, FollowedEvent } from '../../contracts/index.ts';
import type { Log } from '../../engines/log/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import type { Logger } from '../../host/index.ts';
import type { Clock } from '../../kit/index.ts';
import { type Follower, startFollower } from './follow.ts';
import { keepInLog } from './keep-in-log.ts';
import { keepInSql } from './keep-in-sql.ts';
import type { Keeping, ReadRecord } from './keeping.ts';

/** What one service follows. */
export interface Followers<On> {
  readonly follow: Follow<On>;
  /** Topics that are followed. */
  topics(): readonly string[];
  stop(): Promise<void>;
}

export interface FollowersOptions {
  /** The service. */
  readonly reader: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Apply<On> = (on: On, events: readonly FollowedEvent[]) => Promise<void>;

/** Of a service with tables: effects, ids and positions go down in one transaction. */
export function followersInSql<Tables>(sql: Sql<Tables>, options: FollowersOptions): Followers<Kysely<Tables>> {
  const { clock } = options;
  return followers<Kysely<Tables>>(options, (topic, { read, apply }) => keepInSql(sql, { topic, read, apply, clock }));
}

/** Of a service without: positions and dead letters lie in the log. */
export function followersInLog(options: FollowersOptions): Followers<AbortSignal> {
  const { log, reader, clock } = options;
  return followers<AbortSignal>(options, (topic, { read, apply }) =>
    keepInLog(log, { topic, reader, read, apply, clock }),
  );
}

function followers<On>(
  options: FollowersOptions,
  keep: (topic: string, with_: { readonly read: ReadRecord; readonly apply: Apply<On> }) => Keeping,
): Followers<On> {
  const running: Follower[] = [];
  return {
    follow(kinds: readonly EventKind[], apply) {
      const follower = startFollower({ ...options, kinds }, (topic, read) =>
        keep(topic, { read, apply: apply as Apply<On> }),
      );
      running.push(follower);
      return follower;
    },
    topics: () => running.map(({ topic }) => topic),
    async stop() {
      await Promise.all(running.map((follower) => follower.stop()));
    },
  };
}
