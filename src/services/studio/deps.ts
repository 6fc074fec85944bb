import type { Kysely } from 'kysely';
import type { Objects } from '../../engines/objects/index.ts';
import type { Queue } from '../../engines/queue/index.ts';
import type { Once, Sql, Tell } from '../../engines/sql/index.ts';
import type { Logger } from '../../host/index.ts';
import type { Clock, MakeId, Random } from '../../kit/index.ts';
import type { StudioConfig } from './config.ts';
import type { StudioTables } from './tables.ts';

/** What studio needs from the process that starts it. */
export interface StudioDeps {
  readonly sql: Sql<StudioTables>;
  readonly tell: Tell;
  readonly once: Once;
  readonly objects: Objects;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly random: Random;
  readonly makeId: MakeId;
  readonly logger: Logger;
  readonly config: StudioConfig;
  /** The network beyond this Bijou: how webhooks are told. */
  readonly post: (url: string, message: RequestInit) => Promise<Response>;
}

export type Tx = Kysely<StudioTables>;
