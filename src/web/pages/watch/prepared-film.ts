import type { PlayGrant } from '../../../contracts/playback/index.ts';
import { systemClock } from '../../../kit/index.ts';
import {
  type PreparedFilm,
  type PrepareOptions,
  type Protocol,
  prepareFilm,
  warmShaka,
} from '../../../player/index.ts';
import { playback } from '../../api/playback.ts';
import { readPlaces } from '../../resume.ts';
import { keptSoundOffset } from './offsets.ts';
import { keptRate } from './store.ts';

/** What was prepared and is not wanted for this long is put away. */
const patienceMs = 45_000;
/** Addresses that were asked for ahead are good for so long. */
const aheadMs = 300_000;

let prepared: PreparedFilm | undefined;
let patience = new AbortController();
let ahead: { readonly title: string; readonly until: number; readonly grant: Promise<PlayGrant> } | undefined;

/** How this page's films are fetched. */
export function filmOptions(): PrepareOptions {
  return {
    play: ({ title, version }) => (version === undefined ? takeAhead(title) : undefined) ?? ask(title, version),
    protocol: protocol(),
    rememberedRate: keptRate(),
    soundOffset: keptSoundOffset(),
  };
}

export function isDash(): boolean {
  return protocol() === 'dash';
}

function protocol(): Protocol {
  return new URLSearchParams(location.search).get('protocol') === 'hls' ? 'hls' : 'dash';
}

/** Some film may soon be wanted: the player's core is read ahead, no film yet. */
export function warm(): void {
  warmShaka(protocol());
}

/**
 * This film is the likeliest to be wanted: its addresses are asked for, and its manifest put into the browser's cache.
 * Both are small; its pictures wait until somebody points at it.
 */
export function lookAhead(title: string): void {
  if (isAhead(title)) return;
  const grant = ask(title);
  ahead = { title, until: systemClock.monotonic() + aheadMs, grant };
  grant
    .then(async ({ [protocol()]: [manifest] }) => {
      // As the player will ask for it, or it is not the same to the cache.
      if (manifest !== undefined) await (await fetch(manifest, { credentials: 'omit' })).arrayBuffer();
    })
    // Whoever needs it asks again.
    .catch(() => undefined);
}

function isAhead(title: string): boolean {
  return ahead?.title === title && systemClock.monotonic() < ahead.until;
}

/** Once: whoever asks again wants newer ones. */
function takeAhead(title: string): Promise<PlayGrant> | undefined {
  if (!isAhead(title)) return undefined;
  const taken = ahead?.grant.catch(() => ask(title));
  ahead = undefined;
  return taken;
}

function ask(id: string, version?: string): Promise<PlayGrant> {
  return playback.calls.play({ id, ...(version === undefined ? {} : { version }) });
}

/** Begins to fetch a film that is likely to be wanted, from where it was left unless told. One at a time. */
export function prepare(id: string, linked: number | undefined): void {
  const at = linked ?? readPlaces(localStorage)[id]?.at;
  if (prepared?.title !== id || prepared.at !== at || prepared.broken) {
    prepared?.discard();
    prepared = prepareFilm(filmOptions(), { title: id, at });
  }
  keep();
}

/** The film that was prepared, where it is this one from this place. What was prepared otherwise is put away. */
export function takePrepared(id: string, at: number | undefined): PreparedFilm | undefined {
  const taken = prepared;
  prepared = undefined;
  patience.abort();
  if (taken?.title === id && taken.at === at && !taken.broken) return taken;
  taken?.discard();
  return undefined;
}

function keep(): void {
  patience.abort();
  patience = new AbortController();
  systemClock.sleep(patienceMs, patience.signal).then(
    () => {
      prepared?.discard();
      prepared = undefined;
    },
    () => undefined,
  );
}
