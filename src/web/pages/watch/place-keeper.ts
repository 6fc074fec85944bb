import { systemClock } from '../../../kit/index.ts';
import type { Player, PlayerState } from '../../../player/index.ts';
import { keepPlace } from '../../resume.ts';
import { rewrite } from '../../router.ts';
import { addressOf } from '../../routes.ts';

/** Between two notes of the place in storage, and in the address bar. */
const keepEveryMs = 2_000;
const rewriteEveryMs = 5_000;

/** From this close to where it is to begin, it has begun: a seek lands on a picture. */
const landedSeconds = 0.5;

/**
 * Notes the place of a film as it plays: in storage, and in the address, so that it can be linked. Until the film stands
 * where it is to begin, its time says nothing, and what was kept before stays.
 */
export function placeKeeper(id: string, player: Player) {
  let keptAt = systemClock.monotonic();
  let rewrittenAt = keptAt;
  let lastPhase = player.state.phase;
  let start = 0;
  let landed = false;

  function isUnderWay(state: PlayerState): boolean {
    if (state.title !== id || state.duration === 0 || state.phase === 'loading') return false;
    landed ||= state.shown || (state.time > 0 && state.time >= start - landedSeconds);
    return landed;
  }

  function keep(state: PlayerState): void {
    if (!isUnderWay(state)) return;
    const place = { at: state.time, duration: state.duration, savedAt: systemClock.now() };
    keepPlace(localStorage, id, state.phase === 'ended' ? { ...place, at: state.duration } : place);
  }

  return {
    keep,
    /** The film is to begin at `at`, or at its beginning. */
    begin(at: number | undefined): void {
      start = at ?? 0;
      landed = false;
    },
    note(state: PlayerState): void {
      const now = systemClock.monotonic();
      const turned = state.phase !== lastPhase && state.phase !== 'waiting';
      lastPhase = state.phase;
      if (!isUnderWay(state)) return;
      if (turned || now - keptAt >= keepEveryMs) {
        keep(state);
        keptAt = now;
      }
      if (turned || now - rewrittenAt >= rewriteEveryMs) {
        const address = new URL(location.href);
        if (address.pathname !== addressOf.watch(id)) return;
        address.searchParams.set('t', String(Math.floor(state.time)));
        rewrite(`${address.pathname}${address.search}`);
        rewrittenAt = now;
      }
    },
  };
}
