import './watch.css';
import './over.css';
import './captions.css';
import './sheets.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { count, percent } from '../../format.ts';
import { Icon } from '../../parts/icon.tsx';
import { useSheet } from '../../parts/sheet.tsx';
import { closeSheet, go, openSheet, useQueryValue } from '../../router.ts';
import { addressOf } from '../../routes.ts';
import { words } from '../../words/index.ts';
import { CaptionLayer } from './caption-layer.tsx';
import { CaptionSheet } from './caption-sheet.tsx';
import { type CaptionStyle, keepCaptionStyle, readCaptionStyle } from './caption-style.ts';
import { Controls } from './controls.tsx';
import { Curious } from './curious.tsx';
import { prepare } from './film-at-hand.ts';
import { useGestures } from './gestures.ts';
import { KeySheet } from './key-sheet.tsx';
import type { SheetName, Wish } from './keys.ts';
import { leaveFilm } from './leave.ts';
import { NextCard, useCountdown } from './next-card.tsx';
import { offerFrom, openingAt } from './opening.ts';
import { isOpen, Poster } from './poster.tsx';
import { nameOf, SettingSheet } from './setting-sheet.tsx';
import { useAwake } from './use-awake.ts';
import { useJumps } from './use-jumps.ts';
import { useMediaSession } from './use-media-session.ts';
import { useAround } from './use-next.ts';
import { useScreening } from './use-screening.ts';
import { useSleep } from './use-sleep.ts';
import { useSound } from './use-sound.ts';
import { useThumbs } from './use-thumbs.ts';
import { useTold } from './use-told.ts';
import { useWakeLock } from './use-wake-lock.ts';
import { useWishes } from './use-wishes.ts';
import { VerdictOn } from './verdict.tsx';

/** A finger drawn across the whole picture goes this far, or through the whole film where that is shorter. */
const dragSeconds = 180;

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
  const told = useTold();
  const jumps = useJumps();
  const awake = useAwake(room, playing && shown);
  const sleep = useSleep(() => player?.pause(), playing);
  const thumbs = useThumbs(player, state);
  const around = useAround(id, state.shown);
  const [style, setStyle] = useState<CaptionStyle>(() => readCaptionStyle(localStorage));
  const [dragged, setDragged] = useState<number>();
  const [stays, setStays] = useState(false);

  const settings = useSheet('settings');
  const captions = useSheet('captions');
  const keys = useSheet('keys');
  const sheet = useQueryValue('sheet');
  const curious = sheet === 'curious';

  const opening = openingAt(state.chapters, state.time);
  const next = around.next;
  const offered = next !== undefined && !stays && sleep.choice !== 'end' && shown && state.phase !== 'failed';
  const offering = offered && (state.phase === 'ended' || state.time >= offerFrom(state.chapters, state.duration));
  const left = useCountdown(offered && state.phase === 'ended', playNext);

  function playNext(): void {
    if (next !== undefined) go(addressOf.watch(next.id, 0), { replace: true });
  }

  const wish = useWishes({
    room,
    video,
    player,
    sound,
    begin: screening.asksForClick ? screening.begin : undefined,
    openSheet: (name) => (name === 'curious' && curious ? closeSheet() : openSheet(name)),
    leave: () => (curious ? closeSheet() : leaveFilm()),
    skipOpening: opening && (() => player?.seek(opening.end)),
    next: next && playNext,
    wake: awake.show,
    tell,
  });

  /** Shows and says what a key or a finger did. */
  function tell(done: Wish): void {
    if (done.kind === 'jump') {
      jumps.note(done.seconds);
      if (awake.on) awake.show();
    }
    const element = video.current;
    if (element === null) return;
    if (done.kind === 'louder') told.tell(words.watch.volumeNow(percent(element.volume)));
    if (done.kind === 'mute')
      told.tell(element.muted ? words.watch.muted : words.watch.volumeNow(percent(element.volume)));
    if (done.kind === 'faster') told.tell(words.watch.speedNow(`${count(element.playbackRate)}×`));
    if (done.kind === 'captions' && player !== undefined) {
      const caption = player.state.captions.find((one) => one.id === player.state.caption);
      told.tell(words.watch.captionsNow(caption === undefined ? words.watch.none : nameOf(caption).name));
    }
  }

  useGestures(film, {
    wish,
    show: awake.show,
    hide: awake.hide,
    drag(part, kept) {
      if (part === undefined || player === undefined || !shown) {
        setDragged(undefined);
        return;
      }
      const to = state.time + part * Math.min(dragSeconds, state.duration);
      const place = Math.max(0, Math.min(state.duration, to));
      if (kept) player.seek(place);
      else {
        thumbs?.want(place);
        awake.show();
      }
      setDragged(kept ? undefined : place);
    },
  });
  useMediaSession({ state, player, series: around.card?.series?.name, next: next && playNext });
  useWakeLock(playing);

  useEffect(() => {
    document.title = state.name === undefined ? words.name : `${state.name} · ${words.name}`;
  }, [state.name]);
  useEffect(() => setStays(false), [id]);
  useEffect(() => {
    if (offering && next !== undefined) prepare(next.id, 0);
  }, [offering]);
  useEffect(() => {
    if (!shown || over) return;
    // A sheet that a link opened has nowhere else to give the focus back to.
    const focus = () => document.activeElement === document.body && film.current?.focus({ preventScroll: true });
    focus();
    addEventListener('close', focus, { capture: true });
    return () => removeEventListener('close', focus, { capture: true });
  }, [shown, over, sheet]);

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
      data-offering={offering}
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
        on={state.caption !== undefined && shown}
      />
      <Poster id={id} screening={screening} />
      {jumps.jump !== undefined && (
        <div key={jumps.jump.key} class="ripple" data-side={jumps.jump.seconds < 0 ? 'back' : 'on'} aria-hidden="true">
          <Icon name={jumps.jump.seconds < 0 ? 'back' : 'on'} />
          <span>
            {words.watch.jumped(`${jumps.jump.seconds > 0 ? '+' : '−'}${count(Math.abs(jumps.jump.seconds))}`)}
          </span>
        </div>
      )}
      <p class="told" role="status">
        {told.text || statusOf(state, sleep.left, sleep.over)}
      </p>
      {state.phase === 'waiting' && shown && <div class="over-waiting" aria-hidden="true" />}
      {over ? (
        !offering && <VerdictOn screening={screening} />
      ) : (
        <Controls
          state={state}
          wish={wish}
          sound={sound}
          thumbs={thumbs}
          dragged={dragged}
          onSeek={(time) => player?.seek(time)}
          over={series && `${series.name} · ${words.watch.next.place(count(series.season), count(series.episode))}`}
          covered={!shown}
          canGoOn={next !== undefined}
        >
          {opening !== undefined && (
            <button type="button" class="button over-skip" onClick={() => wish({ kind: 'skip-opening' })}>
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
      {offering && next !== undefined && (
        <NextCard
          card={next}
          left={state.phase === 'ended' ? left : state.duration - state.time}
          onPlay={playNext}
          onStay={() => setStays(true)}
        />
      )}
      {curious && <Curious state={state} onClose={closeSheet} />}
      <SettingSheet
        sheet={settings.sheet}
        state={state}
        player={player}
        sleep={sleep}
        onSpeed={(speed) => {
          if (video.current !== null) video.current.playbackRate = speed;
        }}
        onSheet={turnTo}
      />
      <CaptionSheet sheet={captions.sheet} style={style} onStyle={changeStyle} />
      <KeySheet sheet={keys.sheet} />
    </main>
  );
}

/** What is to be known without having been asked for. */
function statusOf(
  state: ReturnType<typeof useScreening>['state'],
  sleepLeft: number | undefined,
  slept: boolean,
): string {
  if (slept) return words.watch.sleep.over;
  if (sleepLeft !== undefined && sleepLeft <= 60) return words.watch.sleep.soon;
  if (state.outage && state.shown && state.phase !== 'failed') return words.watch.outage;
  return '';
}
