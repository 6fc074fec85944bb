import { type Clock, pauseAfter } from '../kit/index.ts';

interface Trouble {
  readonly failures: number;
  /** Monotonic milliseconds until which others are asked first. */
  readonly until: number;
}

/** How long an address is passed over after its first failure; doubles with each further one. */
const pauses = { firstMs: 5_000, longestMs: 60_000 };

/** Remembers which servers failed, so that others are asked first, and when to come back to them. */
export interface AddressBook {
  /** The same addresses: those without trouble in their rank, then the others, the soonest to be asked again first. */
  ranked(addresses: readonly string[]): readonly string[];
  failed(address: string): void;
  worked(address: string): void;
}

export function addressBook(clock: Clock): AddressBook {
  const troubles = new Map<string, Trouble>();

  function pausedUntil(address: string): number {
    const until = troubles.get(serverOf(address))?.until ?? 0;
    return until > clock.monotonic() ? until : 0;
  }

  return {
    ranked(addresses) {
      return addresses
        .map((address, rank) => ({ address, rank, until: pausedUntil(address) }))
        .sort((a, b) => a.until - b.until || a.rank - b.rank)
        .map(({ address }) => address);
    },
    failed(address) {
      const failures = (troubles.get(serverOf(address))?.failures ?? 0) + 1;
      const pause = pauseAfter(failures, pauses);
      troubles.set(serverOf(address), { failures, until: clock.monotonic() + pause });
    },
    worked(address) {
      troubles.delete(serverOf(address));
    },
  };
}

/** What stands or falls together: scheme, host and port. */
function serverOf(address: string): string {
  return new URL(address).origin;
}
