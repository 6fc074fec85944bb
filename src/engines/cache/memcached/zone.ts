import type { Random } from '../../../kit/index.ts';
import { missing, type Reply, valueFollows } from './client/replies.ts';
import type { Server, Written } from './client/server.ts';
import { pieceKey } from './keys.ts';
import { cut, type Header, headerFrom, headerToBytes, joined, kinds } from './pieces.ts';
import { ketama } from './ring.ts';

/** A value, nothing (`missing`), or nobody knows. */
export type Found = Uint8Array | 'missing' | 'unknown';

/** One copy of everything, shared out among the servers of a zone. Keys are as the servers have them. */
export interface Zone {
  readonly name: string;
  /** Written to, and not read from. */
  readonly warming: boolean;
  readonly servers: readonly Server[];
  read(key: string, settle: (found: Found) => void): void;
  /** Tells each key that is found, then that it has ended. */
  readMany(
    keys: readonly string[],
    { found, ended }: { found(key: string, value: Uint8Array): void; ended(): void },
  ): void;
  store(
    key: string,
    options: { readonly value: Uint8Array; readonly ttlSeconds: number; readonly add: boolean },
  ): Promise<Written>;
  delete(key: string): Promise<Written>;
  touch(key: string, ttlSeconds: number): Promise<Written>;
}

/** So long nothing that is older than a deletion is carried into a zone that is being warmed. */
export const tombstoneSeconds = 60;

export function zoneOf(
  servers: readonly Server[],
  {
    name,
    warming,
    prefix,
    pieceBytes,
    random,
  }: {
    readonly name: string;
    readonly warming: boolean;
    readonly prefix: string;
    readonly pieceBytes: number;
    readonly random: Random;
  },
): Zone {
  const placeOf = ketama(servers.map(({ address }) => address));
  const serverOf = (key: string) => servers[placeOf(key)] as Server;

  return {
    name,
    warming,
    servers,
    read(key, settle) {
      const server = serverOf(key);
      server.read(key, (reply) => {
        if (reply?.code !== valueFollows) settle(reply?.code === missing ? 'missing' : 'unknown');
        else open(server, reply, (value) => settle(value ?? 'missing'));
      });
    },
    readMany(keys, { found, ended }) {
      const shares = new Map<Server, string[]>();
      for (const key of keys) {
        const share = shares.get(serverOf(key));
        if (share === undefined) shares.set(serverOf(key), [key]);
        else share.push(key);
      }
      // One more than there are, so that none ends it while others have not begun.
      let left = 1;
      const end = (): void => {
        left -= 1;
        if (left === 0) ended();
      };
      for (const [server, share] of shares) {
        left += 1;
        server.readMany(share, (reply) => {
          const key = share[reply?.opaque ?? 0];
          if (reply?.code !== valueFollows || key === undefined) return end();
          left += 1;
          open(server, reply, (value) => {
            if (value !== undefined) found(key, value);
            end();
          });
        });
      }
      end();
    },
    async store(key, { value, ttlSeconds, add }) {
      const server = serverOf(key);
      if (value.length <= pieceBytes) return stored(server, key, { value, ttlSeconds, add, flags: kinds.whole });
      const { header, pieces } = cut(value, { pieceBytes, random });
      // On the same connection, so the pieces stand before anybody sees the header.
      const all = pieces.map((piece, index) =>
        stored(server, pieceKey(prefix, { id: header.id, index }), {
          value: piece,
          ttlSeconds,
          add: false,
          flags: kinds.whole,
        }),
      );
      const head = stored(server, key, { value: headerToBytes(header), ttlSeconds, add, flags: kinds.header });
      const whole = (await Promise.all(all)).every((written) => written === 'done');
      return whole ? head : 'unknown';
    },
    delete(key) {
      const server = serverOf(key);
      if (!warming) return new Promise((resolve) => server.delete(key, resolve));
      return stored(server, key, {
        value: new Uint8Array(),
        ttlSeconds: tombstoneSeconds,
        add: false,
        flags: kinds.tombstone,
      });
    },
    touch(key, ttlSeconds) {
      const server = serverOf(key);
      return new Promise((resolve) =>
        server.touch(key, {
          ttlSeconds,
          settle(written, flags) {
            if (written === 'done' && flags === kinds.header) touchPieces(server, { key, ttlSeconds });
            resolve(written === 'done' && flags === kinds.tombstone ? 'declined' : written);
          },
        }),
      );
    },
  };

  /** The value that a reply carries, put together where it is in pieces. */
  function open(server: Server, reply: Reply, settle: (value: Uint8Array | undefined) => void): void {
    const { flags, value = new Uint8Array() } = reply;
    if (flags === kinds.whole) {
      settle(value);
      return;
    }
    const header = flags === kinds.header ? headerFrom(value) : undefined;
    if (header === undefined) {
      settle(undefined);
      return;
    }
    const pieces = new Map<number, Uint8Array>();
    server.readMany(piecesOf(header), (each) => {
      if (each?.code === valueFollows && each.value !== undefined) pieces.set(each.opaque, each.value);
      else settle(joined(header, pieces));
    });
  }

  /** They are asked for after their header and on the same connection: whoever reads finds them as long as it. */
  function touchPieces(
    server: Server,
    { key, ttlSeconds }: { readonly key: string; readonly ttlSeconds: number },
  ): void {
    server.read(key, (reply) => {
      const header = reply?.value && headerFrom(reply.value);
      if (reply?.flags !== kinds.header || header === undefined) return;
      for (const piece of piecesOf(header)) server.touch(piece, { ttlSeconds, settle: () => undefined });
    });
  }

  function piecesOf({ id, count }: Header): string[] {
    return Array.from({ length: count }, (_, index) => pieceKey(prefix, { id, index }));
  }
}

function stored(
  server: Server,
  key: string,
  options: { readonly value: Uint8Array; readonly ttlSeconds: number; readonly add: boolean; readonly flags: number },
): Promise<Written> {
  return new Promise((resolve) => server.store(key, { ...options, settle: resolve }));
}
