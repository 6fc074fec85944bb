import {
  type Client,
  type catalogContract,
  longestUrlLife,
  type playbackContract,
  type RunningService,
} from '../../contracts/index.ts';
import type { Sql } from '../../engines/sql/index.ts';
import type { Logger } from '../../host/index.ts';
import { type Clock, isoTime, type MakeId, type Random } from '../../kit/index.ts';
import type { PlaybackConfig } from './config.ts';
import { openKeyRing } from './key-ring.ts';
import { openKnownTitles } from './known-titles.ts';
import { type Places, play } from './play.ts';
import { manifest } from './routes.ts';
import type { PlaybackTables } from './tables.ts';

export interface PlaybackDeps extends Places {
  readonly sql: Sql<PlaybackTables>;
  readonly catalog: Client<typeof catalogContract>;
  /** Origins whose pages may fetch media. */
  readonly origins: () => readonly string[];
  readonly clock: Clock;
  /** Makes the secrets: the system's, not a seeded one. */
  readonly random: Random;
  readonly makeId: MakeId;
  readonly logger: Logger;
  readonly config: PlaybackConfig;
}

/** Ready when it resolves; the first key of the ring has been made by then. */
export async function start(deps: PlaybackDeps): Promise<RunningService<typeof playbackContract>> {
  const { sql, catalog, appliances, origins, defaultOrigin, clock, random, makeId, logger, config } = deps;
  const ring = openKeyRing({ sql, clock, random, makeId, config });
  const versionLifeMs = longestUrlLife(config.urlTtlSeconds) * 1000;
  const titles = openKnownTitles({ sql, catalog, clock, logger, versionLifeMs });
  const options = { titles, ring, clock, config, appliances, defaultOrigin };
  await ring.current();
  return {
    implementation: {
      calls: {
        play: (input, context) => play(input, context, options),
        keyRing: async () => {
          const keys = await ring.all();
          return {
            keys: keys.map(({ id, secret, from_ms, until_ms }) => ({
              id,
              secret,
              from: isoTime(from_ms),
              until: isoTime(until_ms),
            })),
            origins: [...origins()],
          };
        },
      },
      routes: { manifest: (request, context) => manifest(request, context, options) },
    },
    readiness: () => ({ ready: true }),
    // Nothing runs between calls.
    stop: () => Promise.resolve(),
  };
}
