import { type CallContext, lastExpiry, type PlayGrant, type Presentation, urlExpiry } from '../../contracts/index.ts';
import { type Clock, isoTime } from '../../kit/index.ts';
import type { PlaybackConfig } from './config.ts';
import { playbackErrors } from './errors.ts';
import { folderAddress, makeGrant, type SigningSecret } from './grant.ts';
import type { KeyRing } from './key-ring.ts';
import type { KnownTitles } from './known-titles.ts';

/** An appliance as a browser of some origin reaches it. */
export interface ApplianceAddress {
  readonly id: string;
  /** `http://host:port` */
  readonly address: string;
}

export interface Places {
  /** Ranked for the title, the best first, as a page of that origin reaches them. */
  readonly appliances: (origin: string, title: string) => readonly ApplianceAddress[];
  /** The origin to use where a call brings none. */
  readonly defaultOrigin: () => string;
}

export interface PlayOptions extends Places {
  readonly titles: KnownTitles;
  readonly ring: KeyRing;
  readonly clock: Clock;
  readonly config: PlaybackConfig;
}

/** Errors: those of the contract's `play`. */
export async function play(
  { id, version }: { readonly id: string; readonly version?: string | undefined },
  context: CallContext,
  options: PlayOptions,
): Promise<PlayGrant> {
  const { card, presentation, retiresAt } = await options.titles.title(id, version, context);
  const origin = context.origin ?? options.defaultOrigin();
  const now = options.clock.now();
  const expires = Math.min(urlExpiry(now, options.config.urlTtlSeconds), lastGood(retiresAt));
  // Its files are going, and the catalogue has not heard yet that they have gone.
  if (expires * 1000 <= now) throw playbackErrors.error('playback.no-such-version');
  const key = await options.ring.current();
  const addressesOf = rankedFolders(presentation, origin, { places: options, key, expires });
  const of = `${presentation.title}/${presentation.version}`;
  const manifests = `${origin}/api/playback/manifests/${makeGrant(key, expires, of)}/${of}`;
  const { video, audio, text, thumbnails, pictureTexts = [] } = presentation;
  const sheets = thumbnails === undefined ? [] : [thumbnails];
  const renditions = [...video, ...audio, ...text, ...sheets, ...pictureTexts];
  return {
    title: presentation.title,
    name: card.name,
    version: presentation.version,
    durationSeconds: presentation.durationSeconds,
    hls: [`${manifests}/main.m3u8`],
    dash: [`${manifests}/main.mpd`],
    expiresAt: isoTime(expires * 1000),
    ...(retiresAt === undefined ? {} : { retiresAt }),
    folders: Object.fromEntries(renditions.map(({ name }) => [`${of}/${name}`, addressesOf(name)])),
    chapters: presentation.chapters,
    ...(thumbnails === undefined ? {} : { thumbnails }),
    ...(card.artwork === undefined ? {} : { artwork: card.artwork }),
  };
}

/** The last second for which a version's addresses may be signed. */
function lastGood(retiresAt: string | undefined): number {
  return retiresAt === undefined ? Number.POSITIVE_INFINITY : lastExpiry(Date.parse(retiresAt));
}

/** Signed addresses of a rendition's folder on each appliance. Errors: `playback.nowhere`. */
export function rankedFolders(
  { title, version }: Pick<Presentation, 'title' | 'version'>,
  origin: string,
  { places, key, expires }: { readonly places: Places; readonly key: SigningSecret; readonly expires: number },
): (rendition: string) => string[] {
  const appliances = places.appliances(origin, title);
  if (appliances.length === 0) throw playbackErrors.error('playback.nowhere');
  return (rendition) =>
    appliances.map(({ address }) => folderAddress(address, `${title}/${version}/${rendition}`, { key, expires }));
}
