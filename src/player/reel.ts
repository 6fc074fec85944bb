import type { PlayGrant } from '../contracts/playback/index.ts';
import type { Clock, Random } from '../kit/index.ts';
import type { AddressBook } from './address-book.ts';
import type { Arrivals } from './arrivals.ts';
import { type AskForGrant, keepGrant } from './grant-keeper.ts';
import { mediaFetch, type Outage } from './media-fetch.ts';
import type { PictureGate } from './picture-gate.ts';
import type { PreloadManager, Protocol, Shaka, ShakaPlayer } from './shaka/library.ts';
import { connectNetwork } from './shaka/network.ts';

export interface ReelDeps {
  readonly ask: AskForGrant;
  readonly clock: Clock;
  readonly random: Random;
  readonly fetch: typeof fetch;
  readonly protocol: Protocol;
  readonly book: AddressBook;
  readonly arrivals: Arrivals;
  readonly gate: PictureGate;
  /** Resolves when it is worth trying again before a pause is over. */
  readonly sooner: (signal: AbortSignal) => Promise<void>;
  readonly onBytes: (count: number) => void;
  readonly onOutage: (outage: Outage | undefined) => void;
  readonly onFailover: () => void;
  readonly onAnswer: (address: string, bytes: number) => void;
  /** The version goes, or has gone; may be called again. */
  readonly onRetiring: () => void;
  /** Seconds that the sound is to come later. */
  readonly soundOffset: () => number;
}

/** One version of a title on its way to the screen: its addresses, kept fresh, and Shaka's way to them. */
export interface Reel {
  readonly grant: PlayGrant;
  readonly renewals: number;
  /** True once its version goes, or has gone. */
  readonly retiring: boolean;
  /** What to have Shaka load, and as what. */
  readonly manifest: string;
  readonly mimeType: string;
  /** Its first segments, once `thread` was called; used up by a load. */
  readonly preload: PreloadManager | null;
  /** Has Shaka fetch what it begins with at a place, seconds. */
  thread(at: number | undefined): Promise<void>;
  /** Resolves when that is there. */
  threaded(): Promise<void>;
  /** A file of one of its folders, whatever happens to addresses meanwhile. Ends only so, with the signal or the reel. */
  file(place: { readonly folder: string; readonly file: string }, signal: AbortSignal): Promise<ArrayBuffer>;
  close(): void;
}

const mimeTypes: Readonly<Record<Protocol, string>> = {
  dash: 'application/dash+xml',
  hls: 'application/x-mpegurl',
};

export function openReel(
  grant: PlayGrant,
  { shaka, player, ...deps }: ReelDeps & { readonly shaka: Shaka; readonly player: ShakaPlayer },
): Reel {
  const { ask, clock, random, fetch, protocol, book, arrivals, onRetiring, onAnswer } = deps;
  const closed = new AbortController();
  let retiring = false;
  const keeper = keepGrant(grant, {
    ask,
    clock,
    onRetiring: () => {
      retiring = true;
      onRetiring();
    },
  });
  const common = { keeper, book, clock, random, fetch, sooner: deps.sooner, arrivals, onAnswer };
  const fetchMedia = mediaFetch({ ...common, onOutage: deps.onOutage, onFailover: deps.onFailover });
  // What is fetched beside the film says nothing about whether the film arrives.
  const beside = mediaFetch(common);
  const { gate, onBytes, soundOffset } = deps;
  const network = connectNetwork(shaka, { keeper, fetchMedia, protocol, gate, onBytes, soundOffset });
  const mimeType = mimeTypes[protocol];
  let preload: PreloadManager | null = null;

  return {
    get grant() {
      return keeper.grant;
    },
    get renewals() {
      return keeper.generation - 1;
    },
    get retiring() {
      return retiring;
    },
    manifest: network.manifest,
    mimeType,
    get preload() {
      return preload;
    },
    async thread(at) {
      preload = await player.preload(network.manifest, at ?? null, mimeType);
    },
    async threaded() {
      await preload?.waitForFinish();
    },
    async file({ folder, file }, signal) {
      const addresses = () => (keeper.grant.folders[folder] ?? []).map((prefix) => `${prefix}${file}`);
      const { data } = await beside({ addresses, headers: {}, signal: AbortSignal.any([signal, closed.signal]) });
      return data;
    },
    close() {
      closed.abort(new Error('No longer played'));
      keeper.stop();
      network.close();
      preload?.destroy().catch(() => undefined);
    },
  };
}
