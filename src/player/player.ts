import { BijouError, systemClock } from '../kit/index.ts';
import type { Caption } from './captions.ts';
import { type PreparedFilm, type PrepareOptions, prepareFilm, sessionOf } from './prepare.ts';
import type { Session } from './session.ts';
import { captionsOf, qualitiesOf, qualityId, soundId, soundsOf } from './shaka/tracks.ts';
import { idleState, type Phase, type PlayerState, type Span } from './state.ts';

export interface PlayerOptions extends PrepareOptions {
  /** Where it plays. Volume, speed, full screen and picture-in-picture are the element's own affair. */
  readonly video: HTMLVideoElement;
}

export interface LoadOptions {
  /** Seconds; the beginning unless told. */
  readonly at?: number;
  /** The same title at the same place, prepared before; it is used up. */
  readonly prepared?: PreparedFilm | undefined;
}

/** Plays one film at a time. Nothing here throws or rejects: what goes wrong is in `state.failure`. */
export interface Player {
  readonly state: PlayerState;
  /** Called after every change, at least twice a second while a film is loaded. Returns how to stop. */
  subscribe(listener: (state: PlayerState) => void): () => void;
  /** Makes a title ready to play, from `at` seconds on. Resolves when it is, or when it has failed. */
  load(title: string, options?: LoadOptions): Promise<void>;
  /** Resolves to false where the browser wants a click or a key first. */
  play(): Promise<boolean>;
  pause(): void;
  /**
   * The sound this many seconds later, or earlier where negative, from now on; it is fetched anew from where the film
   * is. By DASH alone.
   */
  shiftSound(seconds: number): Promise<void>;
  /** Tries at once what would be tried again only after a pause. */
  hurry(): void;
  /** Seconds; kept within the film. */
  seek(time: number): void;
  /** A quality to keep, or undefined to follow the network. */
  chooseQuality(id: string | undefined): void;
  chooseSound(id: string): void;
  /** Undefined shows none. */
  chooseCaption(id: string | undefined): void;
  /** What is to be read at a time of the film; empty where captions are off. */
  captionsAt(time: number): readonly Caption[];
  /** The bytes of a sheet of `state.thumbnails`. Ends with them, or rejects with the signal. */
  sheet(file: string, signal: AbortSignal): Promise<ArrayBuffer>;
  destroy(): Promise<void>;
}

/** The end is sought a little before it, so that there is a picture to show. */
const endMarginSeconds = 0.1;
/** When a quality is chosen, what lies this far ahead still plays in the old one, so that it does not stop. */
const keepSeconds = 4;

const videoEvents = [
  'playing',
  'pause',
  'play',
  'waiting',
  'seeking',
  'seeked',
  'ended',
  'timeupdate',
  'durationchange',
  'ratechange',
];

export function createPlayer(options: PlayerOptions): Player {
  const { video } = options;
  const clock = options.clock ?? systemClock;
  const listeners = new Set<(state: PlayerState) => void>();
  let state: PlayerState = idleState;
  let session: Session | undefined;
  let ready = false;
  let shown = false;
  let quality: string | undefined;
  let seeking = false;
  let loadedAt = 0;
  let stalledSince: number | undefined;
  const offset = { now: options.soundOffset ?? 0, wanted: options.soundOffset ?? 0, shifts: false };
  let closing: Promise<void> = Promise.resolve();

  for (const event of videoEvents) video.addEventListener(event, onVideo);

  function onVideo(event: Event): void {
    if (event.type === 'seeking') seeking = true;
    update();
  }

  async function load(title: string, { at, prepared }: LoadOptions = {}): Promise<void> {
    await unload();
    loadedAt = clock.monotonic();
    change({ ...idleState, phase: 'loading', title, time: at ?? 0, speed: video.playbackRate });
    const own = sessionOf(prepared ?? prepareFilm(options, { title, at }));
    session = own;
    awaitPicture(own);
    try {
      await own.open({
        video,
        onChange: () => own === session && update(),
        onFailure: (error) => own === session && fail(error),
      });
      if (own !== session) return;
      ready = true;
      update();
      await shiftSound(offset.wanted);
    } catch (error) {
      if (own === session && error instanceof BijouError) fail(error);
    }
  }

  function awaitPicture(own: Session): void {
    video.requestVideoFrameCallback(() => {
      if (own !== session) return;
      shown = true;
      update();
    });
  }

  /** Puts the film away: the picture, the requests, the timers. */
  async function unload(): Promise<void> {
    const old = session;
    session = undefined;
    ready = false;
    shown = false;
    quality = undefined;
    seeking = false;
    stalledSince = undefined;
    if (old !== undefined) closing = closing.then(() => old.close()).catch(() => undefined);
    await closing;
  }

  function fail(error: BijouError): void {
    const at = ready ? video.currentTime : state.time;
    change({ ...state, phase: 'failed', time: at, outage: false, failure: { ...error.toJSON(), at } });
    void unload();
  }

  /** One at a time: what is asked for meanwhile, or before the film is ready, is done after. */
  async function shiftSound(seconds: number): Promise<void> {
    offset.wanted = seconds;
    while (ready && session !== undefined && !offset.shifts && offset.wanted !== offset.now) {
      const own = session;
      offset.now = offset.wanted;
      offset.shifts = true;
      try {
        await own.shiftSound(offset.now);
      } catch (error) {
        if (own === session && error instanceof BijouError) fail(error);
      } finally {
        offset.shifts = false;
      }
    }
  }

  function update(): void {
    if (session === undefined || session.changing || state.phase === 'failed') return;
    const phase = phaseNow();
    if (phase === 'playing') seeking = false;
    const tally = tallyNow(session, phase);
    change({ ...state, ...filmNow(session), phase, shown, speed: speedNow(), outage: session.outage, tally });
  }

  function phaseNow(): Phase {
    if (!ready) return 'loading';
    if (video.ended) return 'ended';
    if (video.paused) return 'paused';
    const starved = session?.shaka?.isBuffering() || video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    return starved || video.seeking ? 'waiting' : 'playing';
  }

  /** While it waits for data, Shaka holds the film at a speed of 0. */
  function speedNow(): number {
    return video.playbackRate || state.speed;
  }

  function filmNow({ grant, shaka }: Session): Partial<PlayerState> {
    const known = { name: grant?.name, artwork: grant?.artwork };
    if (!ready || grant === undefined || shaka === undefined) return known;
    const variants = shaka.getVariantTracks();
    const active = variants.find((track) => track.active);
    const sound = shaka.getAudioTracks().find((track) => track.active);
    const qualities = qualitiesOf(variants);
    // Another version may have the same height in other bits.
    if (quality !== undefined && !qualities.some(({ id }) => id === quality)) quality = active && qualityId(active);
    return {
      ...known,
      version: grant.version,
      thumbnails: grant.thumbnails,
      time: video.currentTime,
      duration: Number.isFinite(video.duration) ? video.duration : grant.durationSeconds,
      buffered: spansOf(video.buffered),
      chapters: grant.chapters,
      rung: active && qualityId(active),
      qualities,
      quality,
      sounds: soundsOf(shaka.getAudioTracks()),
      sound: sound && soundId(sound),
      captions: captionsOf(shaka.getTextTracks()),
      caption: shaka
        .getTextTracks()
        .filter((track) => track.active)
        .map((track) => String(track.id))[0],
    };
  }

  function tallyNow({ bytes, renewals, failovers, sources, goal, rate }: Session, phase: Phase): PlayerState['tally'] {
    const before = state.tally;
    const now = clock.monotonic();
    const started = before.startMs !== undefined;
    const stalling = phase === 'waiting' && started && !seeking;
    const stalledMs = stalledSince === undefined ? 0 : now - stalledSince;
    const begins = stalling && stalledSince === undefined;
    stalledSince = stalling ? now : undefined;
    const pictures = video.getVideoPlaybackQuality();
    return {
      bytes,
      renewals,
      failovers,
      sources,
      goal,
      stalls: before.stalls + (begins ? 1 : 0),
      stalledMs: before.stalledMs + stalledMs,
      startMs: before.startMs ?? (shown ? now - loadedAt : undefined),
      decodedPictures: pictures.totalVideoFrames,
      droppedPictures: pictures.droppedVideoFrames,
      throughput: rate === undefined ? undefined : Math.round(rate),
    };
  }

  function change(next: PlayerState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  return {
    get state() {
      return state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    load,
    async play() {
      try {
        await video.play();
        return true;
      } catch (error) {
        return !(error instanceof DOMException && error.name === 'NotAllowedError');
      }
    },
    pause: () => video.pause(),
    shiftSound,
    hurry: () => session?.hurry(),
    seek(time) {
      if (!ready) return;
      if (session?.changing) return void session.settled().then(() => this.seek(time));
      const end = Number.isFinite(video.duration) ? video.duration - endMarginSeconds : time;
      video.currentTime = Math.max(0, Math.min(time, end));
    },
    chooseQuality(id) {
      const shaka = session?.shaka;
      if (!ready || shaka === undefined) return;
      quality = id;
      shaka.configure({ abr: { enabled: id === undefined } });
      const tracks = shaka.getVariantTracks();
      const audio = tracks.find((track) => track.active)?.audioId;
      const wanted = tracks.filter((track) => qualityId(track) === id);
      const track = wanted.find(({ audioId }) => audioId === audio) ?? wanted[0];
      if (track !== undefined) shaka.selectVariantTrack(track, true, keepSeconds);
      update();
    },
    chooseSound(id) {
      const track = session?.shaka?.getAudioTracks().find((one) => soundId(one) === id);
      if (track !== undefined) session?.shaka?.selectAudioTrack(track, keepSeconds);
      update();
    },
    chooseCaption(id) {
      const track = session?.shaka?.getTextTracks().find((one) => String(one.id) === id);
      session?.shaka?.selectTextTrack(track ?? null);
      update();
    },
    captionsAt: (time) => session?.captionsAt(time) ?? [],
    async sheet(file, signal) {
      const { title, version, thumbnails } = state;
      if (session === undefined || thumbnails === undefined) throw new Error('This film has no thumbnails.');
      return session.file({ folder: `${title}/${version}/${thumbnails.name}`, file }, signal);
    },
    async destroy() {
      for (const event of videoEvents) video.removeEventListener(event, onVideo);
      listeners.clear();
      await unload();
    },
  };
}

function spansOf(ranges: TimeRanges): readonly Span[] {
  return Array.from({ length: ranges.length }, (_, span) => ({ start: ranges.start(span), end: ranges.end(span) }));
}
