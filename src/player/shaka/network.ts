import type { FolderFile } from '../folders.ts';
import { folderFileOf } from '../folders.ts';
import type { GrantKeeper } from '../grant-keeper.ts';
import type { MediaFetch } from '../media-fetch.ts';
import type { Protocol, RequestFilter, SchemePlugin, Shaka, ShakaPlayer, ShakaResponse } from './library.ts';

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
}

/**
 * Puts our fetching under Shaka's. A request filter maps every address of a rendition's file, by its folder, to an
 * address of a scheme of this player's own, which has no host and no signature; the scheme's plug-in finds the
 * freshest signed ones at the moment it fetches. So a signature that runs out, or a server that goes away, is
 * nothing that Shaka ever hears of.
 */
export function connectNetwork(shaka: Shaka, { keeper, fetchMedia, protocol, onBytes }: NetworkDeps) {
  schemes += 1;
  const scheme = `bijou${schemes}`;
  const manifest = `${scheme}://manifest/${manifestFiles[protocol]}`;

  const filter: RequestFilter = (_type, request) => {
    for (const uri of request.uris ?? []) {
      const place = folderFileOf(uri);
      if (place === undefined || keeper.grant.folders[place.folder] === undefined) continue;
      request.uris = [`${scheme}://media/${place.folder}/${place.file}`];
      return;
    }
  };

  const plugin: SchemePlugin = (uri, request, type, progressUpdated, headersReceived) => {
    const stop = new AbortController();
    const place = uri === manifest ? undefined : folderFileOf(uri.replace(`${scheme}:`, 'https:'));
    const answer = fetchMedia({
      addresses: () => addressesOf(place),
      headers: request.headers,
      signal: stop.signal,
      onProgress: (ms, bytes, remaining) => {
        onBytes(bytes);
        progressUpdated(ms, bytes, remaining);
      },
    }).then(
      ({ address, status, headers, data, ms }): ShakaResponse => {
        headersReceived({ ...headers });
        return {
          uri: address,
          originalUri: uri,
          originalRequest: request,
          status,
          headers: { ...headers },
          data,
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

  function addressesOf(place: FolderFile | undefined): readonly string[] {
    if (place === undefined) return keeper.grant[protocol];
    return (keeper.grant.folders[place.folder] ?? []).map((prefix) => `${prefix}${place.file}`);
  }

  shaka.net.NetworkingEngine.registerScheme(scheme, plugin, undefined, true);
  return {
    /** What to have Shaka load. */
    manifest,
    attach(player: ShakaPlayer): void {
      player.getNetworkingEngine()?.registerRequestFilter(filter);
    },
    close: () => shaka.net.NetworkingEngine.unregisterScheme(scheme),
  };
}
