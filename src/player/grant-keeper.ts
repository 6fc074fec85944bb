import type { PlayGrant } from '../contracts/playback/index.ts';
import { BijouError, type Clock, hasCode } from '../kit/index.ts';

/** Asks for a title's addresses; with `version`, for those of that version. */
export type AskForGrant = (request: { readonly title: string; readonly version?: string }) => Promise<PlayGrant>;

/** What playback says of a version whose files have gone. */
export const versionGone = 'playback.no-such-version';

/** Renewal begins this long before the addresses end, or at a third of their life where that is shorter. */
const marginMs = 120_000;
/** Addresses that seem to have ended are looked at again after this long: a refusal will have renewed them. */
const lookAgainMs = 1_000;
/** Between two attempts to renew that fail. */
const firstPauseMs = 1_000;
const longestPauseMs = 15_000;

/**
 * Holds a playing title's addresses and keeps them fresh: renews, for the same version, before they end.
 * Does not lean on this machine's time of day being right: where addresses seem to have ended on arrival, they are
 * taken to be good until a server refuses them.
 */
export interface GrantKeeper {
  readonly grant: PlayGrant;
  /** Rises with each renewal. */
  readonly generation: number;
  /**
   * Fetches fresh addresses unless `seen`, the generation that a server refused, is already an old one. Many may
   * ask at once: one request is made. Throws what `ask` throws.
   */
  renew(seen: number): Promise<void>;
  stop(): void;
}

export interface KeepGrantOptions {
  readonly ask: AskForGrant;
  readonly clock: Clock;
  /** Called when this version goes, or has gone: it is time to go on with the current one. May be called again. */
  readonly onRetiring?: () => void;
}

export function keepGrant(first: PlayGrant, { ask, clock, onRetiring }: KeepGrantOptions): GrantKeeper {
  const stopped = new AbortController();
  let grant = first;
  let generation = 1;
  let renewing: Promise<void> | undefined;

  async function renewNow(): Promise<void> {
    const fresh = await ask({ title: grant.title, version: grant.version }).catch((error: unknown) => {
      if (hasCode(error, versionGone) && !stopped.signal.aborted) onRetiring?.();
      throw error;
    });
    if (stopped.signal.aborted) return;
    grant = fresh;
    generation += 1;
  }

  function renew(seen: number): Promise<void> {
    if (seen < generation) return Promise.resolve();
    renewing ??= renewNow().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function renewInTime(): Promise<void> {
    while (!stopped.signal.aborted) {
      const left = Date.parse(grant.expiresAt) - clock.now();
      const seen = generation;
      await clock.sleep(Math.max(left - marginMs, left * (2 / 3), lookAgainMs), stopped.signal);
      if (left <= lookAgainMs || seen !== generation) continue;
      // Its addresses reach as far as they ever will.
      if (grant.retiresAt !== undefined) return onRetiring?.();
      await untilRenewed(seen);
    }
  }

  async function untilRenewed(seen: number): Promise<void> {
    for (let pause = firstPauseMs; generation === seen; pause = Math.min(longestPauseMs, pause * 2)) {
      try {
        await renew(seen);
      } catch (error) {
        // The title is gone: what is buffered plays on, and the next fetch says why it ends.
        if (error instanceof BijouError && error.retry === 'never') throw error;
        await clock.sleep(pause, stopped.signal);
      }
    }
  }

  renewInTime().catch(() => undefined);

  return {
    get grant() {
      return grant;
    },
    get generation() {
      return generation;
    },
    renew,
    stop: () => stopped.abort(),
  };
}
