import type { Kysely } from 'kysely';
import type { Objects } from '../../engines/objects/index.ts';
import type { Queue } from '../../engines/queue/index.ts';
import type { Once, Sql, Tell } from '../../engines/sql/index.ts';
import type { Logger } from '../../host/index.ts';
import type { Clock, MakeId, Random } from '../../kit/index.ts';
import type { StudioConfig } from './config.ts';
import type { SentTickets } from './encode/sent-tickets.ts';
import type { Estimates } from './progress/estimate.ts';
import type { Stillness } from './stillness.ts';
import type { StudioTables } from './tables.ts';
import type { FilmPlaces } from './wall/film-places.ts';
import type { DiskWatch } from './work/disk.ts';
import type { EncoderBook } from './work/encoders.ts';

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

/** What every stage works with. */
export interface Studio extends StudioDeps {
  /** Aborts when studio stops. */
  readonly stopping: AbortSignal;
  readonly estimates: Estimates;
  readonly places: FilmPlaces;
  readonly disk: DiskWatch;
  readonly encoders: EncoderBook;
  /** When each leased job was last heard of. */
  readonly leases: Stillness;
  readonly tickets: SentTickets;
  /** A title may have a next step: look at it soon. */
  wake(title: string): void;
}

export type Tx = Kysely<StudioTables>;
