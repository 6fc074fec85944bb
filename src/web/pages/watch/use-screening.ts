import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { createPlayer, idleState, type Player, type PlayerState } from '../../../player/index.ts';
import { beginAt, readPlaces } from '../../resume.ts';
import { isKept } from '../../router.ts';
import { soundFor } from './choose-tracks.ts';
import { placeKeeper } from './place-keeper.ts';
import { filmOptions, takePrepared } from './prepared-film.ts';
import { keepChoice, keptChoice, readers } from './store.ts';

export interface Screening {
  readonly state: PlayerState;
  readonly player: Player | undefined;
  /** The browser wants a click or a key before it plays. */
  readonly asksForClick: boolean;
  readonly begin: () => void;
  /** From where it stopped. */
  readonly retry: () => void;
}

/** Plays a title in the page's video element, keeps the place, and speaks and reads as one did in the last film. */
export function useScreening(
  video: RefObject<HTMLVideoElement | null>,
  { id, at }: { readonly id: string; readonly at: number | undefined },
): Screening {
  const [state, setState] = useState<PlayerState>(idleState);
  const [asksForClick, setAsks] = useState(false);
  const player = useRef<Player | undefined>(undefined);
  const keeper = useRef<ReturnType<typeof placeKeeper> | undefined>(undefined);

  async function start(from: number | undefined): Promise<void> {
    const own = player.current;
    if (own === undefined) return;
    const prepared = takePrepared(id, from);
    keeper.current?.begin(from);
    const loading = own.load(id, { ...(from === undefined ? {} : { at: from }), prepared });
    await loading;
    if (own !== player.current || own.state.phase === 'failed') return;
    chooseAsBefore(own);
    setAsks(!(await own.play()));
  }

  // Not once the page was painted: the first picture would wait for that.
  useLayoutEffect(() => {
    if (video.current === null) return;
    const own = createPlayer({ ...filmOptions(), video: video.current });
    player.current = own;
    const places = placeKeeper(id, own);
    keeper.current = places;
    const drawn = latestOf(setState);
    const stop = own.subscribe((next) => {
      drawn.note(next);
      places.note(next);
    });
    const leave = () => {
      places.keep(own.state);
      const { throughput } = own.state.tally;
      if (throughput !== undefined) keepChoice('rate', String(throughput));
    };
    addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', leave);
    void start(beginAt({ linked: at, kept: isKept(), stored: readPlaces(localStorage)[id] }));
    return () => {
      leave();
      stop();
      drawn.stop();
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

/**
 * Hands on the latest of what comes in one go. A film that is loaded is told of in a dozen steps, and a page that is drawn
 * for each keeps its first picture waiting.
 */
function latestOf(take: (state: PlayerState) => void): { note(state: PlayerState): void; stop(): void } {
  let latest: PlayerState | undefined;
  let timer: number | undefined;
  return {
    note(state) {
      latest = state;
      timer ??= window.setTimeout(() => {
        timer = undefined;
        if (latest !== undefined) take(latest);
      });
    },
    stop: () => clearTimeout(timer),
  };
}

/** The language that one heard and read last, where this film has it; what is heard, else in one's own. */
function chooseAsBefore({ state, chooseSound, chooseCaption }: Player): void {
  const last = keptChoice('sound');
  const wanted = last === undefined ? readers() : [last, ...readers()];
  const sound = soundFor(state.sounds, { readers: wanted, now: state.sound });
  if (sound !== undefined && sound.id !== state.sound) chooseSound(sound.id);
  const caption = state.captions.find(({ language }) => language === keptChoice('caption'));
  if (caption !== undefined && caption.id !== state.caption) chooseCaption(caption.id);
}
