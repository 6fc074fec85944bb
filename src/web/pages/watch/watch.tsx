import './watch.css';
import './over.css';
import './timeline.css';
import './telephone.css';
import './next.css';
import './captions.css';
import './sheets.css';
import './forced.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useSheet } from '../../components/sheet.tsx';
import { count } from '../../format.ts';
import { closeSheet, go, openSheet, useQueryValue } from '../../router.ts';
import { words } from '../../words/index.ts';
import { announcementOf, isCutOff, statusOf } from './announcement-of.ts';
import { CaptionLayer } from './caption-layer.tsx';
import { CaptionSheet } from './caption-sheet.tsx';
import { type CaptionStyle, keepCaptionStyle, readCaptionStyle } from './caption-style.ts';
import { Controls } from './controls.tsx';
import { Curious } from './curious.tsx';
import { useGestures } from './gestures.ts';
import { KeySheet } from './key-sheet.tsx';
import type { Command, SheetName } from './keys.ts';
import { leaveFilm } from './leave.ts';
import { NextCard } from './next-card.tsx';
import { openingAt } from './opening.ts';
import { isOpen, Poster } from './poster.tsx';
import { Ripple } from './ripple.tsx';
import { SettingSheet } from './setting-sheet.tsx';
import { shareAt } from './share.ts';
import { useAnnouncement } from './use-announcement.ts';
import { useAwake } from './use-awake.ts';
import { useCommands } from './use-commands.ts';
import { useDrag } from './use-drag.ts';
import { useFilmFocus } from './use-film-focus.ts';
import { useFreshPage } from './use-fresh-page.ts';
import { useJumps } from './use-jumps.ts';
import { useMediaSession } from './use-media-session.ts';
import { useAround } from './use-next.ts';
import { useOffer } from './use-offer.ts';
import { useOffsets } from './use-offsets.ts';
import { usePlaybackAnnouncement } from './use-playback-announcement.ts';
import { useScreening } from './use-screening.ts';
import { useSleep } from './use-sleep.ts';
import { useSound } from './use-sound.ts';
import { useThumbs } from './use-thumbs.ts';
import { useWakeLock } from './use-wake-lock.ts';
import { VerdictOn } from './verdict.tsx';

/** A film, and nothing over it but what was asked for. */
export function Watch({ id, at }: { readonly id: string; readonly at: number | undefined }) {
  const room = useRef<HTMLElement>(null);
  const film = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const screening = useScreening(video, { id, at });
  const { state, player } = screening;
  const shown = isOpen(screening);
  const playing = state.phase === 'playing' || state.phase === 'waiting';
  const over = state.phase === 'failed' || state.phase === 'ended';

  const sound = useSound(video);
  const announcement = useAnnouncement();
  const heard = usePlaybackAnnouncement(state);
  const jumps = useJumps();
  const awake = useAwake(room, playing && shown && !isCutOff(state));
  const sleep = useSleep(() => player?.pause(), playing);
  const thumbs = useThumbs(player, state);
  const offsets = useOffsets(id, player);
  const around = useAround(id, state.shown);
  const [style, setStyle] = useState<CaptionStyle>(() => readCaptionStyle(localStorage));

  const settings = useSheet('settings');
  const captions = useSheet('captions');
  const keys = useSheet('keys');
  const sheet = useQueryValue('sheet');
  const curious = sheet === 'curious';

  const opening = openingAt(state.chapters, state.time);
  const { next } = around;
  const offer = useOffer(id, { next, may: shown && sleep.choice !== 'end', state });

  const dispatch = useCommands({
    room,
    video,
    player,
    sound,
    offsets,
    begin: screening.asksForClick ? screening.begin : undefined,
    openSheet: (name) => (name === 'curious' && curious ? closeSheet() : openSheet(name)),
    leave: () => (curious ? closeSheet() : leaveFilm(id)),
    skipOpening: opening && (() => player?.seek(opening.end)),
    next: next && offer.play,
    wake: awake.show,
    announce,
  });

  /** Shows and says what a key or a finger did. */
  function announce(done: Command): void {
    if (done.kind === 'jump') {
      jumps.note(done.seconds);
      if (awake.on) awake.show();
    }
    const text = video.current === null ? undefined : announcementOf(done, video.current, player);
    if (text !== undefined) announcement.announce(text);
  }

  const { place: dragged, drag } = useDrag({
    state,
    player: shown ? player : undefined,
    onPlace(place) {
      thumbs?.want(place);
      awake.show();
    },
  });
  useGestures(film, { dispatch, show: awake.show, hide: awake.hide, drag });
  useMediaSession({ state, player, series: around.card?.series?.name, next: next && offer.play });
  useWakeLock(playing);
  useFreshPage(state.outage && (!state.shown || state.phase === 'waiting'));

  useEffect(() => {
    document.title = state.name === undefined ? words.name : `${state.name} · ${words.name}`;
  }, [state.name]);
  useFilmFocus(film, { on: shown && !over, sheet, offering: offer.on });

  function changeStyle(changed: CaptionStyle): void {
    setStyle(changed);
    keepCaptionStyle(localStorage, changed);
  }

  /** One sheet after another is one place in the history, not two. */
  function turnTo(name: SheetName): void {
    const address = new URL(location.href);
    address.searchParams.set('sheet', name);
    go(`${address.pathname}${address.search}`, { replace: true });
  }

  const { series } = around.card ?? {};
  const caption = state.captions.find((one) => one.id === state.caption);
  return (
    <main
      class="watch"
      ref={room}
      data-awake={awake.on || !shown}
      data-phase={state.phase}
      data-offering={offer.on}
      data-small={document.pictureInPictureElement !== null}
    >
      <section ref={film} class="watch-film" aria-label={words.watch.film} tabIndex={-1}>
        {/* Captions are drawn by the page. */}
        {/* biome-ignore lint/a11y/useMediaCaption: see above */}
        <video ref={video} class="watch-video" playsInline tabIndex={-1} />
      </section>
      <CaptionLayer
        player={player}
        video={video.current}
        style={style}
        language={caption?.language}
        later={offsets.captions.seconds}
        on={state.caption !== undefined && shown}
      />
      <Poster id={id} screening={screening} />
      {jumps.jump !== undefined && <Ripple key={jumps.jump.key} jump={jumps.jump} />}
      <p class="told" role="status">
        {announcement.text || statusOf(state, sleep)}
      </p>
      {state.phase === 'waiting' && shown && <div class="over-waiting" aria-hidden="true" />}
      <p class="unseen" role="status">
        {heard}
      </p>
      {over ? (
        !offer.on && <VerdictOn screening={screening} />
      ) : (
        <Controls
          id={id}
          state={state}
          dispatch={dispatch}
          sound={sound}
          thumbs={thumbs}
          dragged={dragged}
          onSeek={(time) => player?.seek(time)}
          over={series && `${series.name} · ${words.watch.next.place(count(series.season), count(series.episode))}`}
          covered={!shown}
          canGoOn={next !== undefined}
        >
          {isCutOff(state) && (
            <button type="button" class="button" onClick={() => player?.hurry()}>
              {words.watch.reconnect}
            </button>
          )}
          {opening !== undefined && (
            <button type="button" class="button over-skip" onClick={() => dispatch({ kind: 'skip-opening' })}>
              {words.watch.skip}
            </button>
          )}
          {sleep.left !== undefined && sleep.left <= 60 && (
            <button type="button" class="button button-quiet over-skip" onClick={() => sleep.choose(15)}>
              {words.watch.sleep.later}
            </button>
          )}
        </Controls>
      )}
      {offer.on && next !== undefined && (
        <NextCard card={next} left={offer.left} onPlay={offer.play} onStay={offer.stay} />
      )}
      {curious && <Curious state={state} onClose={closeSheet} />}
      <SettingSheet
        sheet={settings.sheet}
        open={settings.open}
        state={state}
        player={player}
        sleep={sleep}
        onSpeed={(speed) => {
          if (video.current !== null) video.current.playbackRate = speed;
        }}
        onSheet={turnTo}
        offsets={offsets}
        onShare={() => {
          settings.hide();
          void shareAt({ id, name: state.name, time: state.time }).then(
            (said) => said && announcement.announce(said, 4_000),
          );
        }}
      />
      <CaptionSheet sheet={captions.sheet} open={captions.open} style={style} onStyle={changeStyle} />
      <KeySheet sheet={keys.sheet} open={keys.open} />
    </main>
  );
}
