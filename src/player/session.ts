import type { PlayGrant } from '../contracts/playback/index.ts';
import { type BijouError, type Clock, condition, type Random } from '../kit/index.ts';
import type { Abr, RungManager, Standing } from './abr/index.ts';
import { rateMeter } from './abr/meter.ts';
import { addressBook } from './address-book.ts';
import { measureArrivals } from './arrivals.ts';
import type { Caption } from './captions.ts';
import type { AskForGrant } from './grant-keeper.ts';
import type { Outage } from './media-fetch.ts';
import { backOnline } from './online.ts';
import { pictureGate } from './picture-gate.ts';
import { openReel, type Reel } from './reel.ts';
import { resourceTiming } from './resource-timing.ts';
import { failureOf, isCritical } from './shaka/failures.ts';
import { loadShaka, type Protocol, type Shaka, type ShakaPlayer } from './shaka/library.ts';
import { askOnce } from './shaka/network.ts';
import { captionStore } from './shaka/text-display.ts';
import { viewingOf } from './shaka/viewing.ts';
import { type Source, sourceTally } from './sources.ts';
import { succession } from './succession.ts';
import { watchdog } from './watchdog.ts';

export interface SessionDeps {
  readonly ask: AskForGrant;
  readonly clock: Clock;
  readonly random: Random;
  readonly abr: Abr;
  readonly protocol: Protocol;
  readonly fetch: typeof fetch;
  readonly rememberedRate: number | undefined;
  readonly soundOffset: number;
}

/** Where it is shown, and who is told. */
export interface Screen {
  readonly video: HTMLVideoElement;
  /** Something may have changed: look again. */
  readonly onChange: () => void;
  readonly onFailure: (error: BijouError) => void;
}

/** One film on its way: its first pictures are fetched at once, and shown when there is a screen. */
export interface Session {
  readonly title: string;
  readonly at: number | undefined;
  readonly grant: PlayGrant | undefined;
  readonly shaka: ShakaPlayer | undefined;
  readonly outage: boolean;
  readonly bytes: number;
  readonly sources: readonly Source[];
  readonly renewals: number;
  /** True while it goes from one version of the title to another: what the video element says then is not the film. */
  readonly changing: boolean;
  /** Resolves when it does not. */
  settled(): Promise<void>;
  /** Bits a second that the network carries; undefined before anything was measured. */
  readonly rate: number | undefined;
  readonly failovers: number;
  /** True once what begins it has failed. */
  readonly broken: boolean;
  /** Seconds that are to lie ahead. */
  readonly goal: number | undefined;
  captionsAt(time: number): readonly Caption[];
  /** Begins the film anew from where it is, with its sound this many seconds later. */
  shiftSound(seconds: number): Promise<void>;
  /** Ends the pauses before what has failed is tried again. */
  hurry(): void;
  /** A file of one of the grant's folders, whatever happens to addresses meanwhile. Ends only so or with the signal. */
  file(place: { readonly folder: string; readonly file: string }, signal: AbortSignal): Promise<ArrayBuffer>;
  /** Resolves when it can play. Throws a BijouError. */
  open(screen: Screen): Promise<void>;
  close(): Promise<void>;
}

export interface SessionStart {
  readonly title: string;
  /** Seconds; the beginning where there is none. */
  readonly at: number | undefined;
}

const cameByNetwork = resourceTiming();

export function openSession(deps: SessionDeps, { title, at }: SessionStart): Session {
  const { clock, random, abr, protocol } = deps;
  const closed = new AbortController();
  const book = addressBook(clock);
  const sources = sourceTally();
  const captions = captionStore();
  const meter = rateMeter(deps.rememberedRate);
  const arrivals = measureArrivals(meter, { clock, cameByNetwork });
  const gate = pictureGate(clock);
  const standing: Standing = { variant: undefined, rung: undefined };
  const managers = new Set<RungManager>();
  const heirs = succession<Reel>({
    ...{ clock, signal: closed.signal, openReel: reelOf, put },
    ask: () => deps.ask({ title }),
    place: () => (started ? screen?.video.currentTime : at),
    onGone: (error) => onOutage({ error, final: true }),
  });
  const haste = condition();
  let hurries = 0;
  let library: Shaka | undefined;
  let shaka: ShakaPlayer | undefined;
  let reel: Reel | undefined;
  let screen: Screen | undefined;
  let outage: Outage | undefined;
  let bytes = 0;
  let failovers = 0;
  let earlierRenewals = 0;
  let goal: number | undefined;
  let { soundOffset } = deps;
  let started = false;
  let broken = false;
  let moving: Promise<void> | undefined;
  let changing = false;

  // Neither waits for the other; a failure is told by `open`.
  const made = makePlayer();
  const threaded = thread();
  made.catch(() => undefined);
  threaded.catch(() => {
    broken = true;
  });

  async function makePlayer(): Promise<ShakaPlayer> {
    const loaded = await loadShaka(protocol);
    closed.signal.throwIfAborted();
    library = loaded;
    const player = new loaded.Player();
    player.configure({
      abrFactory: makeManager,
      streaming: { ...abr.buffer, retryParameters: askOnce, failureCallback: ignore },
      manifest: { retryParameters: askOnce },
      textDisplayFactory: (_player: unknown) => captions,
    });
    for (const event of ['buffering', 'trackschanged', 'adaptation', 'variantchanged', 'textchanged']) {
      player.addEventListener(event, () => screen?.onChange());
    }
    player.addEventListener('segmentappended', onAppended);
    player.addEventListener('error', onError);
    shaka = player;
    return player;
  }

  function makeManager(): RungManager {
    const manager = abr.manager({ clock, setGoal, rate: () => meter.rate, left: () => gate.left, standing });
    managers.add(manager);
    return manager;
  }

  function onAppended(event: Event): void {
    if ((event as Event & { contentType?: unknown }).contentType !== 'video') return;
    for (const manager of managers) manager.betweenSegments();
    gate.appended();
  }

  async function thread(): Promise<void> {
    const [grant] = await Promise.all([deps.ask({ title }), made]);
    closed.signal.throwIfAborted();
    reel = reelOf(grant);
    await reel.thread(at);
  }

  function reelOf(grant: PlayGrant): Reel {
    const { ask, fetch } = deps;
    return openReel(grant, {
      ...{ shaka: library as Shaka, player: shaka as ShakaPlayer, ask, fetch, clock, random, protocol },
      ...{ book, arrivals, gate, sooner, onOutage, onFailover, onBytes, onAnswer: sources.add },
      onRetiring,
      soundOffset: () => soundOffset,
    });
  }

  /** The network is back, or somebody cannot wait. */
  function sooner(signal: AbortSignal): Promise<void> {
    const seen = hurries;
    return Promise.race([backOnline(signal), haste.until(() => hurries !== seen, signal).catch(() => undefined)]);
  }

  async function open(own: Screen): Promise<void> {
    screen = own;
    try {
      const player = await made;
      await player.attach(own.video);
      await threaded;
      closed.signal.throwIfAborted();
      const stuck = watch(own.video);
      stuck.catch(() => undefined);
      await Promise.race([load(player), stuck]);
      started = true;
      // What is loaded brings its settings of before with it.
      if (goal !== undefined) setGoal(goal);
      stuck.catch((error: unknown) => {
        if (!closed.signal.aborted) own.onFailure(failureOf(library, error));
      });
    } catch (error) {
      throw failureOf(library, error);
    }
  }

  async function load(player: ShakaPlayer): Promise<void> {
    for (;;) {
      const own = reel as Reel;
      try {
        return await player.load(own.preload ?? own.manifest, at ?? null, own.mimeType);
      } catch (error) {
        // Its version went before it had begun: the one that took its place is there.
        if (own === reel) throw error;
      }
    }
  }

  function onRetiring(): void {
    heirs.notify();
    if (reel?.retiring !== true || screen?.video.ended || closed.signal.aborted) return;
    moving = heirs
      .look(reel)
      .catch((error: unknown) => {
        if (!closed.signal.aborted) screen?.onFailure(failureOf(library, error));
      })
      .finally(() => {
        moving = undefined;
      });
  }

  async function put(next: Reel, old: Reel): Promise<void> {
    closed.signal.throwIfAborted();
    const player = shaka as ShakaPlayer;
    reel = next;
    earlierRenewals += old.renewals + 1;
    if (started && screen !== undefined) await change(player, { to: next, video: screen.video });
    // A load that waits for what has gone is broken off, and begins anew with what took its place.
    else if (screen !== undefined) await player.unload();
    old.close();
  }

  /** On the screen, in the same place and the same tracks. */
  async function change(
    player: ShakaPlayer,
    // `anew`: what was fetched before is not as it is to be.
    { to, video, anew = false }: { readonly to: Reel; readonly video: HTMLVideoElement; readonly anew?: boolean },
  ): Promise<void> {
    changing = true;
    try {
      const viewing = viewingOf(player, video);
      await player.load(anew ? to.manifest : (to.preload ?? to.manifest), video.currentTime, to.mimeType);
      if (goal !== undefined) setGoal(goal);
      await viewing.resume();
    } finally {
      changing = false;
      screen?.onChange();
    }
  }

  function watch(video: HTMLVideoElement): Promise<never> {
    const watched = {
      empty: () => !hasSomethingToShow(video),
      running: () => started && !changing && !video.paused && !video.ended,
      outage: () => outage,
      bytes: () => bytes,
    };
    const onQuiet = async () => {
      if (reel === undefined || shaka === undefined || moving !== undefined) return;
      await shaka.load(reel.manifest, video.currentTime, reel.mimeType);
      await video.play();
    };
    return watchdog(watched, { clock, signal: closed.signal, onLook: () => screen?.onChange(), onQuiet });
  }

  function setGoal(seconds: number): void {
    goal = seconds;
    shaka?.configure('streaming.bufferingGoal', seconds);
  }

  function onOutage(now: Outage | undefined): void {
    const before = outage;
    outage = now;
    if ((before === undefined) !== (now === undefined)) screen?.onChange();
  }

  function onFailover(): void {
    failovers += 1;
  }

  function onBytes(count: number): void {
    bytes += count;
  }

  function onError(event: Event): void {
    const thrown = (event as Event & { detail?: unknown }).detail;
    if (library !== undefined && isCritical(library, thrown)) screen?.onFailure(failureOf(library, thrown));
  }

  return {
    title,
    at,
    open,
    captionsAt: captions.at,
    async shiftSound(seconds) {
      soundOffset = seconds;
      await moving;
      if (reel === undefined || shaka === undefined || screen === undefined || !started) return;
      const shifted = change(shaka, { to: reel, video: screen.video, anew: true });
      moving = shifted.catch(() => undefined);
      try {
        await shifted;
      } catch (error) {
        throw failureOf(library, error);
      } finally {
        moving = undefined;
      }
    },
    hurry() {
      hurries += 1;
      haste.notify();
    },
    async file(place, signal) {
      await threaded;
      return reel?.file(place, signal) ?? new ArrayBuffer();
    },
    get grant() {
      return reel?.grant;
    },
    get shaka() {
      return started ? shaka : undefined;
    },
    get outage() {
      return outage !== undefined;
    },
    get bytes() {
      return bytes;
    },
    get sources() {
      return sources.list();
    },
    get renewals() {
      return earlierRenewals + (reel?.renewals ?? 0);
    },
    get changing() {
      return changing;
    },
    settled: () => moving ?? Promise.resolve(),
    get rate() {
      return meter.rate;
    },
    get failovers() {
      return failovers;
    },
    get broken() {
      return broken;
    },
    get goal() {
      return goal;
    },
    async close() {
      closed.abort(new Error('Closed'));
      const player = await made.catch(() => undefined);
      await player?.destroy();
      reel?.close();
    },
  };
}

/** Shaka counts the parameters of what it is configured with. It must not retry by itself: there is nothing to retry. */
function ignore(_error: unknown): void {}

/** True while pictures follow the one on screen. */
function hasSomethingToShow(video: HTMLVideoElement): boolean {
  if (video.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA) return true;
  const { buffered, currentTime } = video;
  for (let span = 0; span < buffered.length; span += 1) {
    if (buffered.start(span) <= currentTime + 0.1 && buffered.end(span) > currentTime + 0.5) return true;
  }
  return false;
}
