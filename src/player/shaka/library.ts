import type exported from 'shaka-player/dist/shaka-player.dash-es2021.js';
import { playerErrors } from '../errors.ts';

/** Shaka's namespace. Its type file describes an ES module's default, its script is CommonJS: hence `.default`. */
export type Shaka = typeof exported.default;
export type ShakaPlayer = exported.default.Player;
export type ShakaTrack = exported.default.extern.Track;
export type ShakaResponse = exported.default.extern.Response;
export type SchemePlugin = exported.default.extern.SchemePlugin;
export type AbrManager = exported.default.extern.AbrManager;
export type Variant = exported.default.extern.Variant;
export type PreloadManager = exported.default.media.PreloadManager;
export type TextDisplayer = exported.default.extern.TextDisplayer;
export type ShakaCue = exported.default.text.Cue;
export type StreamingConfiguration = exported.default.extern.StreamingConfiguration;

/** Both carry the same CMAF files. */
export type Protocol = 'dash' | 'hls';

let polyfilled = false;

/**
 * Fetches the build of Shaka that reads this protocol, and no other: 144 KB compressed against 199 for the build
 * that has everything. Throws `player.core-missing`, `player.unsupported`.
 */
export async function loadShaka(protocol: Protocol): Promise<Shaka> {
  const shaka = await scriptOf(protocol).catch((cause: unknown) => {
    throw playerErrors.error('player.core-missing', {}, cause);
  });
  if (!polyfilled) shaka.polyfill.installAll();
  polyfilled = true;
  if (!shaka.Player.isBrowserSupported()) throw playerErrors.error('player.unsupported');
  return shaka;
}

/** Fetches and reads it before it is wanted. What fails now is told when it is. */
export function warmShaka(protocol: Protocol): void {
  loadShaka(protocol).catch(() => undefined);
}

async function scriptOf(protocol: Protocol): Promise<Shaka> {
  const loaded =
    protocol === 'dash'
      ? await import('shaka-player/dist/shaka-player.dash-es2021.js')
      : await import('shaka-player/dist/shaka-player.hls-es2021.js');
  return loaded.default as unknown as Shaka;
}
