import type { PlayGrant } from '../contracts/playback/index.ts';
import { BijouError, type Clock, condition } from '../kit/index.ts';
import type { Reel } from './reel.ts';

/** As much of a reel as its succession looks at. */
export type Heir = Pick<Reel, 'grant' | 'retiring' | 'thread' | 'threaded' | 'close'>;

export interface SuccessionDeps<R extends Heir> {
  /** Asks for the title's current version. */
  readonly ask: () => Promise<PlayGrant>;
  readonly openReel: (grant: PlayGrant) => R;
  /** Where the film is, seconds. */
  readonly place: () => number | undefined;
  /** Puts one in the other's place. */
  readonly put: (next: R, old: R) => Promise<void>;
  /** Where the title itself has gone: what is there plays on, and this is why it ends. */
  readonly onGone: (error: unknown) => void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Goes on with the version that took another's place: fetched ahead, then put where the old one is. */
export interface Succession<R extends Heir> {
  /** The reel that plays, or may any moment, is retiring or may be. Rejects with what `put` throws. */
  look(playing: R): Promise<void>;
  /** To be called whenever a reel begins to retire. */
  notify(): void;
}

/** Between two questions for the version that took another's place, where that is not told yet. */
const firstPauseMs = 500;
const longestPauseMs = 10_000;

export function succession<R extends Heir>(deps: SuccessionDeps<R>): Succession<R> {
  const { clock, signal } = deps;
  const news = condition();
  let under: Promise<void> | undefined;

  async function follow(playing: R): Promise<void> {
    for (let old: R = playing; old.retiring; ) {
      const next = await threadedHeir(old.grant.version);
      if (next === undefined) return;
      await deps.put(next, old);
      old = next;
    }
  }

  /** One whose first pictures are there; a version that goes before they are is passed over. */
  async function threadedHeir(old: string): Promise<R | undefined> {
    for (let version = old; ; ) {
      const grant = await grantAfter(version);
      if (grant === undefined) return undefined;
      const heir = deps.openReel(grant);
      try {
        if (await isThreaded(heir)) return heir;
      } catch (error) {
        heir.close();
        throw error;
      }
      version = heir.grant.version;
      heir.close();
    }
  }

  async function isThreaded(heir: R): Promise<boolean> {
    let isDone = false;
    let failure: unknown;
    heir
      .thread(deps.place())
      .then(() => heir.threaded())
      .catch((error: unknown) => {
        failure = error;
      })
      .finally(() => {
        isDone = true;
        news.notify();
      });
    await news.until(() => isDone || heir.retiring, signal);
    if (failure !== undefined) throw failure;
    return isDone;
  }

  async function grantAfter(old: string): Promise<PlayGrant | undefined> {
    for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 2)) {
      try {
        const grant = await deps.ask();
        if (grant.version !== old) return grant;
      } catch (error) {
        if (error instanceof BijouError && error.retry === 'never') {
          deps.onGone(error);
          return undefined;
        }
      }
      await clock.sleep(pause, signal);
    }
  }

  return {
    look(playing) {
      under ??= follow(playing).finally(() => {
        under = undefined;
      });
      return under;
    },
    notify: news.notify,
  };
}
