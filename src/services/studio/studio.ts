import type { StudioDeps } from './deps.ts';
import type { SentTickets } from './encode/sent-tickets.ts';
import type { Locks } from './locks.ts';
import type { Estimates } from './progress/estimate.ts';
import type { Stillness } from './stillness.ts';
import type { FilmPlaces } from './wall/film-places.ts';
import type { DiskWatch } from './work/disk.ts';
import type { EncoderBook } from './work/encoders.ts';

export type { StudioDeps, Tx } from './deps.ts';

/** What every stage works with. */
export interface Studio extends StudioDeps {
  /** Aborts when studio stops. */
  readonly stopping: AbortSignal;
  readonly estimates: Estimates;
  readonly places: FilmPlaces;
  readonly disk: DiskWatch;
  readonly locks: Locks;
  readonly encoders: EncoderBook;
  /** When each leased job was last heard of. */
  readonly leases: Stillness;
  readonly tickets: SentTickets;
  /** A title may have a next step: look at it soon. */
  wake(title: string): void;
}
