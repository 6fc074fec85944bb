import { BijouError, type Clock, hasCode, type Random } from '../kit/index.ts';
import type { AddressBook } from './address-book.ts';
import type { Arrivals } from './arrivals.ts';
import { attempt, Refusal } from './attempt.ts';
import { type GrantKeeper, versionGone } from './grant-keeper.ts';
import type { MediaAnswer, MediaRequest } from './media-request.ts';

export type { MediaAnswer, MediaRequest } from './media-request.ts';

/** Why nothing arrives just now. `final`: waiting will not help. */
export interface Outage {
  readonly error: unknown;
  readonly final: boolean;
}

export interface MediaFetchDeps {
  readonly keeper: Pick<GrantKeeper, 'generation' | 'renew'>;
  readonly book: AddressBook;
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: typeof fetch;
  /** Measures the network by what arrives. */
  readonly arrivals?: Arrivals;
  /** Told of every attempt that failed, and with `undefined` of every success. */
  readonly onOutage?: (outage: Outage | undefined) => void;
  /** Told when another than the first address answered. */
  readonly onFailover?: (address: string) => void;
  /** Told who answered, with how many bytes. */
  readonly onAnswer?: (address: string, bytes: number) => void;
  /** Resolves when it is worth trying again before the pause is over: the network is back. */
  readonly sooner?: (signal: AbortSignal) => Promise<void>;
}

/** The first wait once every address has failed; doubles up to the longest, with up to half as much by chance. */
const firstPauseMs = 250;
const longestPauseMs = 3_000;

/**
 * Fetches a media file, whatever happens to addresses and servers meanwhile: renews the grant where a server refuses
 * a signature, goes on to the next ranked address where one fails, and begins again after a pause where all have
 * failed, while the grant is renewed. Ends only with the bytes or with the signal: whether it takes too long is for the player to say, which
 * knows how much is buffered.
 */
export type MediaFetch = (request: MediaRequest) => Promise<MediaAnswer>;

export function mediaFetch(deps: MediaFetchDeps): MediaFetch {
  const { keeper, book, clock, random } = deps;

  async function fetchMedia(request: MediaRequest): Promise<MediaAnswer> {
    for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 2)) {
      const seen = keeper.generation;
      const first = await tryEach(request, { stopAtRefusal: true });
      if (first instanceof Refusal) {
        await renew(seen);
        const second = await tryEach(request, { stopAtRefusal: false });
        if (second !== undefined && !(second instanceof Refusal)) return second;
      } else if (first !== undefined) {
        return first;
      } else if (pause > firstPauseMs) {
        // Twice nobody answered: servers that were started again may be at other addresses now. Nobody waits for that.
        keeper.renew(seen).catch(() => undefined);
      }
      await rest(pause * (1 + random.float() / 2), request.signal);
    }
  }

  /** Asks every address once, best first. Undefined where none answered. */
  async function tryEach(
    request: MediaRequest,
    { stopAtRefusal }: { stopAtRefusal: boolean },
  ): Promise<MediaAnswer | Refusal | undefined> {
    const addresses = request.addresses();
    for (const address of book.ranked(addresses)) {
      try {
        const answer = await attempt(address, { request, clock, fetch: deps.fetch, arrivals: deps.arrivals });
        book.worked(address);
        deps.onOutage?.(undefined);
        deps.onAnswer?.(address, answer.data.byteLength);
        if (address !== addresses[0]) deps.onFailover?.(address);
        return answer;
      } catch (error) {
        if (request.signal.aborted) throw request.signal.reason;
        if (error instanceof Refusal && stopAtRefusal) return error;
        book.failed(address);
        deps.onOutage?.({ error, final: false });
      }
    }
    return undefined;
  }

  async function rest(ms: number, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    try {
      await Promise.race([clock.sleep(ms, either), ...(deps.sooner === undefined ? [] : [deps.sooner(either)])]);
    } finally {
      over.abort(new Error('Rested'));
    }
  }

  async function renew(seen: number): Promise<void> {
    try {
      await keeper.renew(seen);
    } catch (error) {
      // A version that has gone is no end: the film goes on with the current one.
      const final = error instanceof BijouError && error.retry === 'never' && !hasCode(error, versionGone);
      deps.onOutage?.({ error, final });
    }
  }

  return fetchMedia;
}
