import type { PlayGrant } from '../contracts/index.ts';
import type { BijouError, Clock, Random } from '../kit/index.ts';
import type { Abr } from './abr/index.ts';
import { addressBook } from './address-book.ts';
import { playerErrors } from './errors.ts';
import { type AskForGrant, type GrantKeeper, keepGrant } from './grant-keeper.ts';
import { mediaFetch, type Outage } from './media-fetch.ts';
import { failureOf, isCritical } from './shaka/failures.ts';
import { loadShaka, type Protocol, type Shaka, type ShakaPlayer } from './shaka/library.ts';
import { askOnce, connectNetwork } from './shaka/network.ts';

export interface SessionDeps {
  readonly video: HTMLVideoElement;
  readonly ask: AskForGrant;
  readonly clock: Clock;
  readonly random: Random;
  readonly abr: Abr;
  readonly protocol: Protocol;
  readonly fetch: typeof fetch;
  /** Something may have changed: look again. */
  readonly onChange: () => void;
  readonly onFailure: (error: BijouError) => void;
}

/** One film in the player, from `load` to the next. */
export interface Session {
  readonly grant: PlayGrant | undefined;
  readonly shaka: ShakaPlayer | undefined;
  readonly outage: boolean;
  readonly bytes: number;
  readonly renewals: number;
  readonly failovers: number;
  /** Resolves when it can play. Throws a BijouError. */
  open(title: string, at: number | undefined): Promise<void>;
  close(): Promise<void>;
}

/** With nothing left to show and nothing arriving, this long passes before the film is said to have failed. */
const patienceMs = 75_000;
const lookEveryMs = 500;
/** With nothing left to show and nothing asked for, though every server answers. */
const quietPatienceMs = 12_000;

export function openSession(deps: SessionDeps): Session {
  const { video, clock, random, abr, protocol } = deps;
  const closed = new AbortController();
  const book = addressBook(clock);
  let library: Shaka | undefined;
  let shaka: ShakaPlayer | undefined;
  let keeper: GrantKeeper | undefined;
  let network: ReturnType<typeof connectNetwork> | undefined;
  let outage: Outage | undefined;
  let bytes = 0;
  let failovers = 0;
  let started = false;

  async function open(title: string, at: number | undefined): Promise<void> {
    try {
      const [grant, loaded] = await Promise.all([deps.ask({ title }), loadShaka(protocol)]);
      closed.signal.throwIfAborted();
      library = loaded;
      await start(loaded, grant, at);
    } catch (error) {
      throw failureOf(library, error);
    }
  }

  async function start(loaded: Shaka, grant: PlayGrant, at: number | undefined): Promise<void> {
    keeper = keepGrant(grant, { ask: deps.ask, clock });
    const fetchMedia = mediaFetch({ keeper, book, clock, random, fetch: deps.fetch, onOutage, onFailover });
    network = connectNetwork(loaded, { keeper, fetchMedia, protocol, onBytes });
    shaka = new loaded.Player();
    shaka.configure({
      abrFactory: () => abr.manager(loaded),
      abr: abr.choice,
      streaming: { ...abr.buffer, retryParameters: askOnce, failureCallback: ignore },
      manifest: { retryParameters: askOnce },
    });
    for (const event of ['error', 'buffering', 'trackschanged', 'adaptation', 'variantchanged', 'textchanged']) {
      shaka.addEventListener(event, event === 'error' ? onError : deps.onChange);
    }
    await shaka.attach(video);
    const stuck = watchOutage();
    stuck.catch(() => undefined);
    await Promise.race([shaka.load(network.manifest, at ?? null, mimeTypes[protocol]), stuck]);
    started = true;
    stuck.catch((error: unknown) => {
      if (!closed.signal.aborted) deps.onFailure(failureOf(library, error));
    });
  }

  /** Rejects when nothing has arrived for long and there is nothing left to show, or waiting cannot help. */
  async function watchOutage(): Promise<void> {
    let dryMs = 0;
    let quietMs = 0;
    let bytesBefore = bytes;
    for (;;) {
      await clock.sleep(lookEveryMs, closed.signal);
      deps.onChange();
      const empty = !hasSomethingToShow(video);
      const quiet = started && empty && outage === undefined && bytes === bytesBefore && !video.paused && !video.ended;
      quietMs = quiet ? quietMs + lookEveryMs : 0;
      bytesBefore = bytes;
      if (quietMs >= quietPatienceMs) {
        quietMs = 0;
        await openAgain();
      }
      const dry = outage !== undefined && empty;
      dryMs = dry ? dryMs + lookEveryMs : 0;
      if (outage === undefined || !dry) continue;
      if (outage.final) throw outage.error;
      if (dryMs >= patienceMs) {
        throw playerErrors.error('player.unreachable', { seconds: Math.round(dryMs / 1000) }, outage.error);
      }
    }
  }

  /** Nothing is wrong, yet nothing is asked for: the core has lost its thread. It takes it up again from here. */
  async function openAgain(): Promise<void> {
    if (network === undefined || shaka === undefined) return;
    await shaka.load(network.manifest, video.currentTime, mimeTypes[protocol]);
    await video.play();
  }

  function onOutage(now: Outage | undefined): void {
    const before = outage;
    outage = now;
    if ((before === undefined) !== (now === undefined)) deps.onChange();
  }

  function onFailover(): void {
    failovers += 1;
  }

  function onBytes(count: number): void {
    bytes += count;
  }

  function onError(event: Event): void {
    const thrown = (event as Event & { detail?: unknown }).detail;
    if (library !== undefined && isCritical(library, thrown)) deps.onFailure(failureOf(library, thrown));
  }

  return {
    open,
    get grant() {
      return keeper?.grant;
    },
    get shaka() {
      return shaka;
    },
    get outage() {
      return outage !== undefined;
    },
    get bytes() {
      return bytes;
    },
    get renewals() {
      return (keeper?.generation ?? 1) - 1;
    },
    get failovers() {
      return failovers;
    },
    async close() {
      closed.abort(new Error('Closed'));
      keeper?.stop();
      await shaka?.destroy();
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
