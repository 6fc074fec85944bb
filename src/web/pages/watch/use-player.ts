import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { systemClock } from '../../../kit/index.ts';
import { createPlayer, idleState, type Player, type PlayerState } from '../../../player/index.ts';
import { playback } from '../../api.ts';
import { beginAt, keepPlace, readPlaces } from '../../resume.ts';
import { isKept, rewrite } from '../../router.ts';
import { addressOf } from '../../routes.ts';

export interface Screening {
  readonly state: PlayerState;
  readonly player: Player | undefined;
  /** The browser wants a click or a key before it plays. */
  readonly asksForClick: boolean;
  readonly begin: () => void;
  readonly retry: () => void;
}

/** Between two notes of the place in storage, and in the address bar. */
const keepEveryMs = 2_000;
const rewriteEveryMs = 5_000;

/** Plays a title in the page's video element, and keeps the place. */
export function useScreening(
  video: RefObject<HTMLVideoElement | null>,
  { id, at }: { readonly id: string; readonly at: number | undefined },
): Screening {
  const [state, setState] = useState<PlayerState>(idleState);
  const [asksForClick, setAsks] = useState(false);
  const player = useRef<Player | undefined>(undefined);

  async function start(from: number | undefined): Promise<void> {
    const own = player.current;
    if (own === undefined) return;
    await own.load(id, from === undefined ? {} : { at: from });
    if (own !== player.current || own.state.phase === 'failed') return;
    setAsks(!(await own.play()));
  }

  useEffect(() => {
    if (video.current === null) return;
    const protocol = new URLSearchParams(location.search).get('protocol') === 'hls' ? 'hls' : 'dash';
    const own = createPlayer({
      video: video.current,
      play: ({ title, version }) => playback.calls.play({ id: title, ...(version === undefined ? {} : { version }) }),
      protocol,
    });
    player.current = own;
    const keeper = placeKeeper(id, own);
    const stop = own.subscribe((next) => {
      setState(next);
      keeper.note(next);
    });
    const leave = () => keeper.keep(own.state);
    addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', leave);
    const linked = { linked: at, kept: isKept(), stored: readPlaces(localStorage)[id] };
    void start(beginAt(linked));
    return () => {
      leave();
      stop();
      removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', leave);
      player.current = undefined;
      void own.destroy();
    };
  }, [id]);

  return {
    state,
    player: player.current,
    asksForClick,
    begin: () => {
      setAsks(false);
      void player.current?.play();
    },
    retry: () => void start(player.current?.state.failure?.at),
  };
}

function placeKeeper(id: string, player: Player) {
  let keptAt = systemClock.monotonic();
  let rewrittenAt = keptAt;
  let lastPhase = player.state.phase;

  function keep(state: PlayerState): void {
    if (state.duration === 0 || state.title !== id) return;
    const place = { at: state.time, duration: state.duration, savedAt: systemClock.now() };
    keepPlace(localStorage, id, state.phase === 'ended' ? { ...place, at: state.duration } : place);
  }

  return {
    keep,
    note(state: PlayerState): void {
      const now = systemClock.monotonic();
      const turned = state.phase !== lastPhase && state.phase !== 'waiting';
      lastPhase = state.phase;
      if (state.duration === 0 || state.phase === 'loading') return;
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
