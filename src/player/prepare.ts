import { type Clock, type Random, systemClock, systemRandom } from '../kit/index.ts';
import { type Abr, houseAbr } from './abr/index.ts';
import type { AskForGrant } from './grant-keeper.ts';
import { openSession, type Session } from './session.ts';
import type { Protocol } from './shaka/library.ts';

export interface PrepareOptions {
  /** Asks playback for a title's addresses. */
  readonly play: AskForGrant;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly fetch?: typeof fetch;
  /** DASH unless told: it needs one request less for each rendition. */
  readonly protocol?: Protocol;
  readonly abr?: Abr;
  /** Bits a second that the network carried on an earlier visit, for the first choice of quality. */
  readonly rememberedRate?: number | undefined;
  /** Seconds that the sound comes later than it was made, or earlier where negative. By DASH alone. */
  readonly soundOffset?: number | undefined;
}

const session = Symbol('session');

/** A film whose first pictures are on their way before anybody sees it. */
export interface PreparedFilm {
  readonly title: string;
  readonly at: number | undefined;
  /** True once it has failed: it is better begun anew. */
  readonly broken: boolean;
  /** Where it is not wanted after all. After `Player.load` it belongs to the player. */
  discard(): void;
  readonly [session]: Session;
}

/** Begins to fetch a film: the player's core, the addresses, the manifest, the first segments. Never throws. */
export function prepareFilm(
  options: PrepareOptions,
  start: { readonly title: string; readonly at?: number | undefined },
): PreparedFilm {
  const own = openSession(
    {
      ask: options.play,
      clock: options.clock ?? systemClock,
      random: options.random ?? systemRandom,
      abr: options.abr ?? houseAbr(),
      protocol: options.protocol ?? 'dash',
      fetch: options.fetch ?? ((...request) => fetch(...request)),
      rememberedRate: options.rememberedRate,
      soundOffset: options.soundOffset ?? 0,
    },
    { title: start.title, at: start.at },
  );
  return {
    title: start.title,
    at: start.at,
    get broken() {
      return own.broken;
    },
    discard: () => void own.close().catch(() => undefined),
    [session]: own,
  };
}

export function sessionOf(prepared: PreparedFilm): Session {
  return prepared[session];
}
