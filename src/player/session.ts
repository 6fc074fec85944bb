import type { PlayGrant } from '../contracts/index.ts';
import type { BijouError, Clock, Random } from '../kit/index.ts';
import type { Abr } from './abr/index.ts';
import { addressBook } from './address-book.ts';
import type { Caption } from './captions.ts';
import { type AskForGrant, type GrantKeeper, keepGrant } from './grant-keeper.ts';
import { type MediaFetch, mediaFetch, type Outage } from './media-fetch.ts';
import { backOnline } from './online.ts';
import { failureOf, isCritical } from './shaka/failures.ts';
import { loadShaka, type PreloadManager, type Protocol, type Shaka, type ShakaPlayer } from './shaka/library.ts';
import { askOnce, connectNetwork } from './shaka/network.ts';
import { captionStore } from './shaka/text-display.ts';
import { type Source, sourceTally } from './sources.ts';
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

interface Threaded {
  readonly network: ReturnType<typeof connectNetwork>;
  readonly preload: PreloadManager | null;
}

export function openSession(deps: SessionDeps, { title, at }: SessionStart): Session {
  const { clock, random, abr, protocol } = deps;
  const closed = new AbortController();
  const book = addressBook(clock);
  const sources = sourceTally();
  const captions = captionStore();
  const haste = new EventTarget();
  let library: Shaka | undefined;
  let shaka: ShakaPlayer | undefined;
  let keeper: GrantKeeper | undefined;
  let side: MediaFetch | undefined;
  let network: Threaded['network'] | undefined;
  let screen: Screen | undefined;
  let outage: Outage | undefined;
  let bytes = 0;
  let failovers = 0;
  let goal: number | undefined;
  let { soundOffset } = deps;
  let started = false;
  let broken = false;

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
      abrFactory: () => abr.manager({ clock, setGoal, remembered: deps.rememberedRate }),
      streaming: { ...abr.buffer, retryParameters: askOnce, failureCallback: ignore },
      manifest: { retryParameters: askOnce },
      textDisplayFactory: (_player: unknown) => captions,
    });
    for (const event of ['buffering', 'trackschanged', 'adaptation', 'variantchanged', 'textchanged']) {
      player.addEventListener(event, () => screen?.onChange());
    }
    player.addEventListener('error', onError);
    shaka = player;
    return player;
  }

  async function thread(): Promise<Threaded> {
    const [grant, player] = await Promise.all([deps.ask({ title }), made]);
    closed.signal.throwIfAborted();
    const own = keepGrant(grant, { ask: deps.ask, clock });
    keeper = own;
    const common = { keeper: own, book, clock, random, fetch: deps.fetch, sooner };
    const onAnswer = sources.add;
    const fetchMedia = mediaFetch({ ...common, onOutage, onFailover, onAnswer });
    // What is fetched beside the film says nothing about whether the film arrives.
    side = mediaFetch({ ...common, onAnswer });
    network = connectNetwork(library as Shaka, {
      keeper: own,
      fetchMedia,
      protocol,
      onBytes,
      soundOffset: () => soundOffset,
    });
    return { network, preload: await player.preload(network.manifest, at ?? null, mimeTypes[protocol]) };
  }

  /** The network is back, or somebody cannot wait. */
  function sooner(signal: AbortSignal): Promise<void> {
    const hurried = new Promise<void>((resolve) => {
      haste.addEventListener('hurry', () => resolve(), { once: true, signal });
    });
    return Promise.race([backOnline(signal), hurried]);
  }

  async function open(own: Screen): Promise<void> {
    screen = own;
    try {
      const player = await made;
      await player.attach(own.video);
      const { network, preload } = await threaded;
      closed.signal.throwIfAborted();
      const stuck = watch(own.video);
      stuck.catch(() => undefined);
      await Promise.race([player.load(preload ?? network.manifest, at ?? null, mimeTypes[protocol]), stuck]);
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

  function watch(video: HTMLVideoElement): Promise<never> {
    const watched = {
      empty: () => !hasSomethingToShow(video),
      running: () => started && !video.paused && !video.ended,
      outage: () => outage,
      bytes: () => bytes,
    };
    const onQuiet = async () => {
      if (network === undefined || shaka === undefined) return;
      await shaka.load(network.manifest, video.currentTime, mimeTypes[protocol]);
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
      if (network === undefined || shaka === undefined || screen === undefined) return;
      try {
        await shaka.load(network.manifest, screen.video.currentTime, mimeTypes[protocol]);
      } catch (error) {
        throw failureOf(library, error);
      }
      if (goal !== undefined) setGoal(goal);
    },
    hurry: () => void haste.dispatchEvent(new Event('hurry')),
    async file({ folder, file }, signal) {
      await threaded;
      const addresses = () => (keeper?.grant.folders[folder] ?? []).map((prefix) => `${prefix}${file}`);
      const answer = await side?.({ addresses, headers: {}, signal: AbortSignal.any([signal, closed.signal]) });
      return answer?.data ?? new ArrayBuffer();
    },
    get grant() {
      return keeper?.grant;
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
      return (keeper?.generation ?? 1) - 1;
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
      keeper?.stop();
      const player = await made.catch(() => undefined);
      await player?.destroy();
      network?.close();
    },
  };
}

const mimeTypes: Readonly<Record<Protocol, string>> = {
  dash: 'application/dash+xml',
  hls: 'application/x-mpegurl',
};

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
