import { folderFileOf, mapFolders } from '../folders.ts';
import type { GrantKeeper } from '../grant-keeper.ts';
import type { MediaFetch } from '../media-fetch.ts';
import type { PictureGate } from '../picture-gate.ts';
import { withSoundOffset } from '../sound-offset.ts';
import type { Protocol, SchemePlugin, Shaka, ShakaResponse } from './library.ts';

/** Retrying is ours: Shaka asks once and waits as long as it takes. */
export const askOnce = {
  maxAttempts: 1,
  baseDelay: 0,
  backoffFactor: 1,
  fuzzFactor: 0,
  timeout: 0,
  stallTimeout: 0,
  connectionTimeout: 0,
};

const manifestFiles: Readonly<Record<Protocol, string>> = { dash: 'main.mpd', hls: 'main.m3u8' };

let schemes = 0;

interface NetworkDeps {
  readonly keeper: GrantKeeper;
  readonly fetchMedia: MediaFetch;
  readonly protocol: Protocol;
  readonly onBytes: (count: number) => void;
  readonly gate: PictureGate;
  /** Seconds that the sound is to come later. */
  readonly soundOffset: () => number;
}

/** Fewer bytes than this are an index or an init section. */
const leastSegment = 4_000;

/**
 * Puts our fetching under Shaka's. In a manifest, every signed address of a rendition becomes one of a scheme of this
 * player's own, which has no host and no signature; the scheme's plug-in finds the freshest signed addresses of the
 * folder at the moment it fetches. So a signature that runs out, or a server that goes away, is nothing that Shaka
 * ever hears of. (Shaka's request filters come too late for it: the scheme is chosen before they run.)
 */
export function connectNetwork(shaka: Shaka, deps: NetworkDeps) {
  const { keeper, fetchMedia, protocol, gate, onBytes, soundOffset } = deps;
  schemes += 1;
  const scheme = `bijou${schemes}`;
  const manifest = `${scheme}://manifest/${manifestFiles[protocol]}`;

  const plugin: SchemePlugin = (uri, request, type, progressUpdated, headersReceived) => {
    const stop = new AbortController();
    const isManifest = uri === manifest;
    const isPictures = request.contentType === 'video';
    const fetchWhenReady: MediaFetch = async (wanted) => {
      if (isPictures) await gate.open(wanted.signal);
      return fetchMedia(wanted);
    };
    const fetched = fetchWhenReady({
      addresses: () => (isManifest ? keeper.grant[protocol] : addressesOf(uri)),
      headers: request.headers,
      signal: stop.signal,
      onProgress: (ms, bytes, remaining) => {
        onBytes(bytes);
        if (isPictures) gate.coming(remaining);
        progressUpdated(ms, bytes, remaining);
      },
    });
    const answer = fetched.then(
      ({ status, headers, data, ms }): ShakaResponse => {
        headersReceived({ ...headers });
        if (isPictures && data.byteLength >= leastSegment) gate.delivered();
        return {
          uri,
          originalUri: uri,
          originalRequest: request,
          status,
          headers: { ...headers },
          data: isManifest ? withoutSignatures(data) : data,
          timeMs: ms,
          fromCache: false,
        };
      },
      () => {
        const { Severity, Category, Code } = shaka.util.Error;
        throw new shaka.util.Error(Severity.RECOVERABLE, Category.NETWORK, Code.OPERATION_ABORTED, uri, type);
      },
    );
    return new shaka.util.AbortableOperation(answer, () => {
      stop.abort(new Error('No longer wanted'));
      return Promise.resolve();
    });
  };

  function addressesOf(uri: string): readonly string[] {
    const place = folderFileOf(uri.replace(`${scheme}:`, 'https:'));
    if (place === undefined) return [];
    return (keeper.grant.folders[place.folder] ?? []).map((prefix) => `${prefix}${place.file}`);
  }

  function withoutSignatures(data: ArrayBuffer): ArrayBuffer {
    const text = mapFolders(new TextDecoder().decode(data), {
      folders: Object.keys(keeper.grant.folders),
      prefix: `${scheme}://media`,
    });
    const shifted = protocol === 'dash' ? withSoundOffset(text, soundOffset()) : text;
    return new TextEncoder().encode(shifted).buffer;
  }

  shaka.net.NetworkingEngine.registerScheme(scheme, plugin, undefined, true);
  return {
    /** What to have Shaka load. */
    manifest,
    close: () => shaka.net.NetworkingEngine.unregisterScheme(scheme),
  };
}
