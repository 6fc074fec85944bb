import { sentTickets } from './encode/sent-tickets.ts';
import { sqlLocks } from './locks.ts';
import { estimates } from './progress/estimate.ts';
import { openStillness } from './stillness.ts';
import type { Studio, StudioDeps } from './studio.ts';
import { filmPlaces } from './wall/film-places.ts';
import { watchDisk } from './work/disk.ts';
import { encoderBook } from './work/encoders.ts';

/** What studio keeps in mind for as long as it runs. */
export function studioParts(deps: StudioDeps): Omit<Studio, keyof StudioDeps | 'stopping' | 'wake'> {
  return {
    estimates: estimates(deps),
    places: filmPlaces(deps),
    disk: watchDisk(deps),
    locks: sqlLocks(deps),
    encoders: encoderBook(deps),
    leases: openStillness(deps.clock),
    tickets: sentTickets(deps.clock),
  };
}
