import { hash, timingSafeEqual } from 'node:crypto';
import { type Client, type playbackContract, type SignedPath, signedText } from '../../contracts/index.ts';
import { type Logger, startLoop } from '../../host/index.ts';
import type { BijouError, Clock } from '../../kit/index.ts';
import { applianceErrors } from './errors.ts';

/** The keys that sign media addresses and the origins whose pages may fetch them, as playback last told. */
export interface KeyRing {
  readonly isHere: boolean;
  /** Undefined where the address may be served; else why not. */
  judge(signed: SignedPath): BijouError | undefined;
  knowsKey(id: string): boolean;
  allows(origin: string): boolean;
  /** Asks playback again, soon, unless the key is known by then. Never rejects. */
  lookForKey(id: string): Promise<void>;
  /** Asks playback again for the origins, unless it told them a moment ago. Never rejects. */
  lookForOrigin(origin: string): Promise<void>;
  /** True where the latest question to playback was answered. */
  readonly isFresh: boolean;
  close(): void;
}

export interface KeyRingOptions {
  readonly playback: Client<typeof playbackContract>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly refreshMs: number;
}

interface Key {
  readonly secret: string;
  /** Unix milliseconds. */
  readonly until: number;
}

/** Strangers with made-up key ids cause no more than one question in this time. */
const leastPauseMs = 250;
/** Origins change by hand, so they may be this old. */
const originsMayBeMs = 5_000;
/** Pause after playback could not be asked. */
const afterFailureMs = 1_000;

/** Begins to pull the ring, and again every `refreshMs`. */
export function openKeyRing({ playback, clock, logger, refreshMs }: KeyRingOptions): KeyRing {
  const closing = new AbortController();
  let keys: ReadonlyMap<string, Key> | undefined;
  let origins: ReadonlySet<string> = new Set();
  let isFresh = false;
  let pulledAt = Number.NEGATIVE_INFINITY;
  let pulling: Promise<void> | undefined;

  function pull(): Promise<void> {
    pulling ??= pullNow().finally(() => {
      pulling = undefined;
    });
    return pulling;
  }

  async function pullNow(): Promise<void> {
    try {
      const pause = pulledAt + leastPauseMs - clock.monotonic();
      if (pause > 0) await clock.sleep(pause, closing.signal);
      pulledAt = clock.monotonic();
      const ring = await playback.calls.keyRing({}, { signal: closing.signal });
      keys = new Map(ring.keys.map(({ id, secret, until }) => [id, { secret, until: Date.parse(until) }]));
      origins = new Set(ring.origins);
      isFresh = true;
    } catch (error) {
      isFresh = false;
      if (!closing.signal.aborted) logger.warn('The key ring could not be pulled', { error });
    }
  }

  const everyMs = (): number => (isFresh ? refreshMs : afterFailureMs);
  startLoop(pull, { clock, logger, signal: closing.signal, everyMs, name: 'key ring' });

  return {
    get isHere() {
      return keys !== undefined;
    },
    get isFresh() {
      return isFresh;
    },
    judge(signed) {
      const key = keys?.get(signed.keyId);
      if (key === undefined || clock.now() >= key.until) return applianceErrors.error('appliance.bad-signature');
      const expected = hash('md5', signedText(signed.folder, signed.expires, key.secret), 'base64url');
      // The path's pattern has made sure of 22 ASCII characters, so the lengths agree.
      if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signed.signature)))
        return applianceErrors.error('appliance.bad-signature');
      // Like NGINX: good through its last second.
      if (Math.floor(clock.now() / 1000) > signed.expires) return applianceErrors.error('appliance.expired');
      return undefined;
    },
    knowsKey: (id) => keys?.has(id) === true,
    allows: (origin) => origins.has(origin),
    async lookForKey(id) {
      // A question that was under way may have been answered before the key was made.
      for (let pulls = 0; pulls < 2 && keys?.has(id) !== true && !closing.signal.aborted; pulls += 1) await pull();
    },
    async lookForOrigin(origin) {
      const isRecent = isFresh && clock.monotonic() - pulledAt < originsMayBeMs;
      if (!isRecent && !origins.has(origin) && !closing.signal.aborted) await pull();
    },
    close: () => closing.abort(),
  };
}
